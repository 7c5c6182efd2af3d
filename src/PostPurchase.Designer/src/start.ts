import type { QueryClient } from '@tanstack/react-query';
import { matchRoutes } from 'react-router';
import { isExpected, meQuery } from './access/session';
import { overviewQuery } from './api/queries';
import { pages } from './routes';

/** Fetches the page that an address names, and what it and the frame around it show, while the app is still being drawn. What fails here fails again where it is told. */
export function startEarly(queries: QueryClient, pathname: string): void {
  const [match] = matchRoutes(pages, pathname) ?? [];
  match?.route.load().catch(() => undefined);
  // Who makes the first account, or has to sign in, may see nothing yet.
  const rest = pathname === '/setup' || !isExpected() ? [] : [overviewQuery, ...(match?.route.asks(match.params) ?? [])];
  for (const query of [meQuery, ...rest]) void queries.prefetchQuery(query);
}
