import { IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { StepNumbers } from '../api/types';
import { failedMails } from '../pages/deliveries/failedMails';
import { useFormat } from '../parts/format';
import { t } from '../strings';
import type { Behind } from './BehindDrawer';
import { useActionsContext } from './useActions';
import { useDesignerContext } from './useDesigner';

const d = t.designer;

type Figure = { name: 'sent' | 'human_clicks' | 'held' | 'skipped'; what: Behind['what'] };
const figures: Figure[] = [
  { name: 'sent', what: 'sent' },
  { name: 'human_clicks', what: 'clicked' },
  { name: 'held', what: 'held' },
  { name: 'skipped', what: 'skipped' },
];

/** What a mail has done so far; each number leads to what is behind it. */
export function Numbers({ numbers }: { numbers: StepNumbers | undefined }) {
  const { lookBehind } = useActionsContext();
  const format = useFormat();
  if (!numbers) return <div className="card-numbers">{d.numbers.none}</div>;
  const shown = figures.filter(({ name }) => name === 'sent' || numbers[name] > 0);
  return (
    <div className="card-numbers">
      {numbers.failed > 0 && <Failed step={numbers.id} count={numbers.failed} />}
      {shown.map(({ name, what }) => (
        <NumberButton
          key={name}
          count={format.number(numbers[name])}
          word={d.numbers[name] ?? name}
          step={numbers.id}
          isEmpty={numbers[name] === 0}
          act={() => lookBehind({ step: numbers.id, what })}
        />
      ))}
      {numbers.commission && (
        <NumberButton
          count={format.money(numbers.commission)}
          word={numbers.commission_apart.length > 0 ? '+' : ''}
          more={numbers.commission_apart.map((amount) => d.numbers.apart(format.money(amount))).join(' ')}
          step={numbers.id}
          isEmpty={false}
          act={() => lookBehind({ step: numbers.id, what: 'earned' })}
        />
      )}
    </div>
  );
}

/** Mails that failed here wait for a decision, which is taken on their list. */
function Failed({ step, count }: { step: string; count: number }) {
  const { journey } = useDesignerContext();
  const format = useFormat();
  const failed = d.numbers.failed(format.number(count));
  return (
    <Link to={failedMails(journey.key, step)} className="card-failed nodrag nopan" aria-label={d.numbers.failedAt(failed, step)}>
      {failed}
    </Link>
  );
}

function NumberButton({
  count,
  word,
  step,
  isEmpty,
  more,
  act,
}: {
  count: string;
  word: string;
  /** What the card has no room for. */
  more?: string;
  step: string;
  isEmpty: boolean;
  act: () => void;
}) {
  if (isEmpty)
    return (
      <span>
        {count} {word}
      </span>
    );
  return (
    <button
      type="button"
      className="nodrag nopan"
      onClick={act}
      title={more ? `${count} ${more}` : undefined}
      aria-label={d.numbers.behind(`${count} ${more || word}`, step)}
    >
      <b>{count}</b> {word}
    </button>
  );
}

/** How many stand on this step now. */
export function WaitingBadge({ numbers }: { numbers: StepNumbers | undefined }) {
  const { lookBehind } = useActionsContext();
  const format = useFormat();
  if (!numbers || numbers.waiting === 0) return null;
  return (
    <button
      type="button"
      className="waiting nodrag nopan"
      onClick={() => lookBehind({ step: numbers.id, what: 'people' })}
      aria-label={d.numbers.behind(d.numbers.waitingOf(numbers.waiting), numbers.id)}
      title={d.numbers.waitingOf(numbers.waiting)}
    >
      <IconUsers size={12} stroke={2} aria-hidden /> {format.number(numbers.waiting)}
    </button>
  );
}
