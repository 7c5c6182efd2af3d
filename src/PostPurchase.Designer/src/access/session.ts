import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { accessKey, api, csrf } from '../api/client';

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
  queryFn: async ({ signal }: { signal: AbortSignal }) => known(await api.get<Me>('/me', undefined, signal)),
  staleTime: 60_000,
};

export const useMe = () => useQuery(meQuery);

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
      queries.setQueryData(['me'], me);
      void queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
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
      void queries.resetQueries();
    },
  });
}

function known(me: Me): Me {
  csrf.set(me.csrf);
  return me;
}
