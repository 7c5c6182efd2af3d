import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError, accessKey, api, csrf } from '../api/client';

/** What the server says of the caller. */
export type Me = {
  signed_in: boolean;
  needs_setup: boolean;
  name: string | null;
  role: string | null;
  scopes: string[];
  csrf: string | null;
};

export type Scope = 'read' | 'write' | 'operate' | 'events' | 'admin';

export const meQuery = {
  queryKey: ['me'],
  queryFn: async ({ signal }: { signal: AbortSignal }) => known(await whoCalls(signal)),
  staleTime: 60_000,
};

// A key that the server does not know is forgotten: it would be refused at every load, and kept out whom a cookie lets in.
async function whoCalls(signal: AbortSignal): Promise<Me> {
  const key = accessKey.get();
  try {
    return await api.get<Me>('/me', undefined, signal);
  } catch (error) {
    if (key === null || key !== accessKey.get() || !(error instanceof ApiError && error.status === 401)) throw error;
    accessKey.refuse();
    return await api.get<Me>('/me', undefined, signal);
  }
}

export const useMe = () => useQuery(meQuery);

/** Whether the caller will get what they ask for, before the server has said who they are: it says so in its page, and of a key only this tab knows. */
export const isExpected = () => accessKey.get() !== null || document.documentElement.dataset.expected !== undefined;

/** Whether pages may ask: `null` while nobody can say. Where the server does not say who is there, its pages tell why. */
export function useIsIn(): boolean | null {
  const { data, isError } = useMe();
  return data ? data.signed_in : isError || isExpected() ? true : null;
}

/** Whether the caller may do something; false until it is known. */
export function useMay(scope: Scope) {
  return useMe().data?.scopes.includes(scope) ?? false;
}

export function useSignIn(path: '/login' | '/setup') {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: Record<string, string>) => known(await api.post<Me>(path, body)),
    onSuccess: (me) => {
      accessKey.clear();
      queries.setQueryData(meQuery.queryKey, me);
      void queries.resetQueries(allElse);
    },
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.post('/logout'),
    onSettled: () => {
      accessKey.clear();
      csrf.set(null);
      return askAnew(queries);
    },
  });
}

const allElse = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== 'me' };

/** Asks who the caller is now, and for the rest again only if they are let in, else forgets it; gives whether they are. */
export async function askAnew(queries: QueryClient): Promise<boolean> {
  await queries.refetchQueries({ queryKey: meQuery.queryKey });
  const isIn = queries.getQueryData<Me>(meQuery.queryKey)?.signed_in ?? false;
  if (isIn) void queries.resetQueries(allElse);
  else for (const query of queries.getQueryCache().findAll(allElse)) query.reset();
  return isIn;
}

function known(me: Me): Me {
  csrf.set(me.csrf);
  return me;
}
