import { ApiError } from '../api/client';
import { t } from '../strings';

/** The server's own words, or what it means that there are none. */
export const messageOf = (error: Error) =>
  error instanceof ApiError ? error.message : error instanceof TypeError ? t.state.offline : error.message;
