import { IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { StepNumbers } from '../api/types';
import { failedMails } from '../pages/deliveries/failedMails';
import { useFormat, words } from '../parts/format';
import { t } from '../strings';
import { figuresOf } from './figures';
import { useActionsContext } from './useActions';
import { useDesignerContext } from './useDesigner';

const d = t.designer;

/** What a mail has done so far; each number leads to what is behind it. */
export function Numbers({ numbers }: { numbers: StepNumbers | undefined }) {
  const { lookBehind } = useActionsContext();
  const format = useFormat();
  if (!numbers) return <div className="card-numbers">{d.numbers.none}</div>;
  return (
    <div className="card-numbers">
      {figuresOf(numbers, format).map(({ what, ...figure }) =>
        what === 'failed' ? (
          <Failed key={what} step={numbers.id} count={numbers.failed} />
        ) : (
          <NumberButton key={what} {...figure} step={numbers.id} act={() => lookBehind({ step: numbers.id, what })} />
        ),
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
    <Link to={failedMails(journey.key, step)} className="card-failed nodrag nopan" aria-label={d.numbers.failedAt(failed, words(step))}>
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
      aria-label={d.numbers.behind(`${count} ${more || word}`, words(step))}
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
  const { waiting, waiting_on_older: older } = numbers;
  const here = d.numbers.waitingOf(waiting);
  const rest = older > 0 ? `. ${d.numbers.onOlder(older)}.` : '';
  return (
    <button
      type="button"
      className="waiting nodrag nopan"
      onClick={() => lookBehind({ step: numbers.id, what: 'people' })}
      aria-label={`${d.numbers.behind(here, words(numbers.id))}${rest}`}
      title={`${here}${rest}`}
    >
      <IconUsers size={12} stroke={2} aria-hidden /> {format.number(waiting)}
    </button>
  );
}
