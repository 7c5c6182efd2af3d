import './tag.css';
import { t } from '../strings';
import { words } from './format';

type Tone = 'good' | 'bad' | 'note' | 'quiet' | 'info';

/** A short state in words; the colour only repeats it. */
export function Tag({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className="tag" data-tone={tone}>
      {children}
    </span>
  );
}

const sendTones: Record<string, Tone> = {
  accepted: 'good',
  planned: 'info',
  claimed: 'info',
  handing: 'info',
  held: 'note',
  deferred: 'note',
  parked: 'bad',
  rejected: 'bad',
  uncertain: 'bad',
  skipped: 'quiet',
  expired: 'quiet',
};

type Sent = { state: string; leftAs?: string | null | undefined };

const elsewhere = ({ state, leftAs }: Sent) => (state === 'accepted' && leftAs ? t.leftAs[leftAs] : undefined);

/** Where a mail that is sent did not go to its recipient, it says so instead; where nothing is said of how it left, no more than that it was handed over. */
export const sendWords = (sent: Sent) =>
  elsewhere(sent) ?? (sent.state === 'accepted' && !sent.leftAs ? t.leftAs.unknown : t.send[sent.state]) ?? words(sent.state);

export const SendTag = (sent: Sent) => <Tag tone={elsewhere(sent) ? 'note' : (sendTones[sent.state] ?? 'quiet')}>{sendWords(sent)}</Tag>;

const statusTones: Record<string, Tone> = { live: 'good', paused: 'note', draft: 'quiet' };

export const StatusTag = ({ status }: { status: string }) => (
  <Tag tone={statusTones[status] ?? 'quiet'}>{t.status[status] ?? words(status)}</Tag>
);
