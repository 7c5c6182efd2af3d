import { Text } from '@mantine/core';
import type { Change } from '../api/types';
import { Tag } from '../parts/Tag';
import { Words } from '../parts/Words';
import { t } from '../strings';
import { fieldOfChange, valueOfChange } from './changeWords';

const d = t.designer;
const tones = { added: 'good', removed: 'bad', moved: 'info', changed: 'note' } as const;

/** What differs between two texts, step by step. */
export function ChangeList({ changes, none }: { changes: Change[]; none?: string }) {
  if (changes.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {none ?? d.changes.none}
      </Text>
    );
  return (
    <ul className="changes">
      {changes.map((change) => (
        <li key={`${change.kind} ${change.step}`}>
          <Tag tone={tones[change.kind as keyof typeof tones] ?? 'quiet'}>{d.changes.kinds[change.kind] ?? change.kind}</Tag>{' '}
          <b>{change.step ?? d.changes.journey}</b>
          {change.step_kind && <span className="quiet"> · {d.kinds[change.step_kind] ?? change.step_kind}</span>}
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

const inWordsOf = (field: string, text: string) => (text.includes('{{') ? <Words text={text} withTurns /> : valueOfChange(field, text));
