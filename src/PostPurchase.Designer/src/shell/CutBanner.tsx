import { IconPlugConnectedX } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { formatIn } from '../parts/format';
import { messageOf } from '../parts/messages';
import { t } from '../strings';
import './banner.css';

type Asked = Pick<UseQueryResult, 'data' | 'error' | 'fetchStatus' | 'dataUpdatedAt'>;

/** Pages keep what they have while the server does not answer: then it is said that it may be old, and since when. */
export function CutBanner({ asked }: { asked: Asked }) {
  const isOffline = asked.fetchStatus === 'paused';
  if (asked.data === undefined || !(asked.error || isOffline)) return null;
  const why = asked.error && !isOffline ? messageOf(asked.error) : t.state.noConnection;
  return (
    <div className="banner" data-tone="bad" role="alert">
      <IconPlugConnectedX size={17} aria-hidden />
      {/* When this page heard last is told by the clock on its wall, not by that of the shop. */}
      <span>{t.state.cut(why, formatIn(undefined, undefined).time(new Date(asked.dataUpdatedAt).toISOString()))}</span>
    </div>
  );
}
