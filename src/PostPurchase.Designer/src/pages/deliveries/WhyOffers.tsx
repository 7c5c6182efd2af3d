import { Stack, Text } from '@mantine/core';
import { sentence } from '../../parts/format';
import { Panel } from '../../parts/Page';
import { Failed } from '../../parts/QueryState';
import { t } from '../../strings';
import { type Picks, usePicks } from '../commission/data';

const p = t.commission.picks;

/** Offers of a mail, each with why it was picked, and the others with why not; nothing where the mail asked for none. */
export function WhyOffers({ delivery }: { delivery: string }) {
  const asked = usePicks(delivery);
  const picks = asked.data;
  if (asked.error && !picks)
    return (
      <Panel title={p.title}>
        <Failed error={asked.error} retry={() => void asked.refetch()} />
      </Panel>
    );
  if (!picks || (picks.shown.length === 0 && picks.left_count === 0)) return null;
  return (
    <Panel title={p.title}>
      {picks.shown.length === 0 && <Text size="sm">{p.none}</Text>}
      <Notes notes={picks.shown} />
      {picks.left_count > 0 && (
        <details className="left-out">
          <summary>{p.left(picks.left_count)}</summary>
          <Notes notes={picks.left} />
          {picks.left_count > picks.left.length && (
            <Text size="xs" c="dimmed" mt="xs">
              {p.more(picks.left_count - picks.left.length)}
            </Text>
          )}
        </details>
      )}
    </Panel>
  );
}

function Notes({ notes }: { notes: Picks['shown'] }) {
  return (
    <Stack gap="xs">
      {notes.map((note) => (
        <div key={note.id}>
          <Text size="sm" fw={550}>
            {note.name ?? note.id}
          </Text>
          <Text size="xs" c="dimmed">
            {sentence(note.reason)}
          </Text>
        </div>
      ))}
    </Stack>
  );
}
