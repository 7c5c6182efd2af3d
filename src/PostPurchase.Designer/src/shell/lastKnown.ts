import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Overview } from '../api/types';

type Known = Pick<Overview, 'store' | 'mail_mode' | 'quarantine' | 'is_demo'>;

const place = 'last-known-shop';

/** The shop and where its mail goes; until the server has answered, what this tab knew last, so that pages do not jump when it does. */
export function useLastKnown({ data, isPending }: Pick<UseQueryResult<Overview>, 'data' | 'isPending'>): Known | undefined {
  useEffect(() => {
    if (data)
      sessionStorage.setItem(
        place,
        JSON.stringify({ store: data.store, mail_mode: data.mail_mode, quarantine: data.quarantine, is_demo: data.is_demo }),
      );
  }, [data]);
  return data ?? (isPending ? lastKnown() : undefined);
}

function lastKnown(): Known | undefined {
  const kept = sessionStorage.getItem(place);
  return kept === null ? undefined : (JSON.parse(kept) as Known);
}
