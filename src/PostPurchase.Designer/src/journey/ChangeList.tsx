import { Text } from '@mantine/core';
import type { Change } from '../api/types';
import { words } from '../parts/format';
import { Tag } from '../parts/Tag';
import { Words } from '../parts/Words';
import { t } from '../strings';
import { fieldOfChange, firstOf, valueOfChange } from './changeWords';
import { titleOf } from './describe';
import { findStep, type JourneyModel } from './model';
import { useDesignerContext } from './useDesigner';

const d = t.designer;
const tones = { added: 'good', removed: 'bad', moved: 'info', changed: 'note' } as const;

type Props = { changes: Change[]; isFirst?: boolean; none?: string };

/** What differs between two texts, step by step; a step is called as its card is. Of a first version, what it is. */
export function ChangeList({ changes, isFirst = false, none }: Props) {
  const { model } = useDesignerContext();
  if (changes.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {none ?? d.changes.none}
      </Text>
    );
  const first = isFirst && firstOf(changes);
  if (first) return <Text size="sm">{first}</Text>;
  return (
    <ul className="changes">
      {changes.map((change) => (
        <li key={`${change.kind} ${change.step}`}>
          <Tag tone={tones[change.kind as keyof typeof tones] ?? 'quiet'}>{d.changes.kinds[change.kind] ?? change.kind}</Tag>{' '}
          <b title={change.step ?? undefined}>{change.step ? words(change.step) : d.changes.journey}</b>
          {change.step_kind && <span className="quiet"> · {d.kinds[change.step_kind] ?? change.step_kind}</span>}
          <Subject model={model} step={change.step} />
          {change.kind !== 'added' && change.kind !== 'removed' && (
            <ul>
              {change.fields.map(({ field, before, after }) => (
                <li key={field}>
                  <b title={field}>{fieldOfChange(field)}</b> {before !== null && <del>{inWordsOf(field, before)}</del>}{' '}
                  {after !== null && <ins>{inWordsOf(field, after)}</ins>}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What a mail is about, as its card says it; nothing where the step is not there any more. */
function Subject({ model, step: id }: { model: JourneyModel; step: string | null }) {
  const step = findStep(model, id);
  if (step?.kind !== 'email' && step?.kind !== 'notify') return null;
  return (
    <span className="quiet">
      {' · '}
      <Words text={titleOf(step)} />
    </span>
  );
}

const inWordsOf = (field: string, text: string) => (text.includes('{{') ? <Words text={text} withTurns /> : valueOfChange(field, text));
