import { IconPlugConnectedX } from '@tabler/icons-react';
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { isAway, isRefused } from '../api/client';
import { formatIn } from '../parts/format';
import { messageOf } from '../parts/messages';
import { t } from '../strings';
import './banner.css';

type Asked = Pick<UseQueryResult, 'data' | 'error' | 'fetchStatus' | 'dataUpdatedAt' | 'errorUpdatedAt'>;

/** So long a server that begins anew may be away before it is a matter of alarm. */
const brief = 45_000;

/** Pages keep what they have while the server does not answer: then it is said that it may be old, and since when. */
export function CutBanner({ asked }: { asked: Asked }) {
  useRecovery(asked);
  const isOffline = asked.fetchStatus === 'paused';
  if (asked.data === undefined || !(asked.error || isOffline)) return null;
  if (!isOffline && isAway(asked.error) && asked.errorUpdatedAt - asked.dataUpdatedAt < brief)
    return (
      <div className="banner" data-tone="quiet" role="status">
        <IconPlugConnectedX size={17} aria-hidden />
        <span>{t.state.reconnecting}</span>
      </div>
    );
  const why = asked.error && !isOffline ? messageOf(asked.error) : t.state.noConnection;
  return (
    <div className="banner" data-tone="bad" role="alert">
      <IconPlugConnectedX size={17} aria-hidden />
      {/* When this page heard last is told by the clock on its wall, not by that of the shop. */}
      <span>{t.state.cut(why, formatIn(undefined, undefined).time(new Date(asked.dataUpdatedAt).toISOString()))}</span>
    </div>
  );
}

/** At the first answer after a cut everything that failed is asked for again, but for what was refused. While it is asked for the first time there is no answer yet, nor an error. */
function useRecovery({ data, error }: Asked) {
  const queries = useQueryClient();
  const wasCut = useRef(false);
  const isAnswered = data !== undefined && error === null;
  useEffect(() => {
    const isBack = wasCut.current && isAnswered;
    wasCut.current = error !== null || (wasCut.current && !isAnswered);
    if (isBack) void queries.refetchQueries({ predicate: ({ state }) => state.status === 'error' && !isRefused(state.error) });
  }, [error, isAnswered, queries]);
}
