import type { QueryClient } from '@tanstack/react-query';
import { matchRoutes } from 'react-router';
import { meQuery } from './access/session';
import { overviewQuery } from './api/queries';
import { pages } from './routes';

/** Fetches the page that an address names, and what it and the frame around it show, while the app is still being drawn. What fails here fails again where it is told. */
export function startEarly(queries: QueryClient, pathname: string): void {
  const [match] = matchRoutes(pages, pathname) ?? [];
  match?.route.load().catch(() => undefined);
  // Who makes the first account may not see it yet.
  const frame = pathname === '/setup' ? [meQuery] : [meQuery, overviewQuery];
  for (const query of [...frame, ...(match?.route.asks(match.params) ?? [])]) void queries.prefetchQuery(query);
}
