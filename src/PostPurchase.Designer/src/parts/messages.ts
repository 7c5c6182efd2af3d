import { ApiError } from '../api/client';
import { t } from '../strings';

/** The server's own words as a sentence, or what it means that there are none. */
export const messageOf = (error: Error) =>
  error instanceof ApiError ? withCapital(placedInWords(error.message)) : error instanceof TypeError ? t.state.offline : error.message;

// A name that is written small, such as of a field or a file, stays as it is.
const withCapital = (text: string) => text.replace(/^[a-z](?=[a-z’'-]*[ ,])/, (first) => first.toUpperCase());

// Where a mail is wrong is said as compilers say it: `hello.html(20,28) : error : ...`.
const placedInWords = (text: string) =>
  text.replace(/([\w./-]+)\((\d+),\d+\) : error : /, (_, file: string, line: string) => t.state.atLine(file, line));
