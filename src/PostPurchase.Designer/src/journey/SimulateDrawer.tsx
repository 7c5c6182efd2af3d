import { Button, Drawer, Group, NumberInput, Select, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import type { SimulatedEntry, Simulation } from '../api/types';
import { useFormat, words } from '../parts/format';
import { Failed } from '../parts/QueryState';
import { t } from '../strings';
import { useDesignerContext } from './useDesigner';

const d = t.designer;
const s = d.simulating;

/** Plays the text through the server's own engine and shows each customer's calendar. */
export default function SimulateDrawer({ close }: { close: () => void }) {
  const { model } = useDesignerContext();
  const [source, setSource] = useState<'sample' | 'recent'>('sample');
  const [days, setDays] = useState(35);
  const run = useMutation({ mutationFn: () => api.post<Simulation>('/simulate', { yaml: model.text, days, source, limit: 50 }) });
  return (
    <Drawer opened onClose={close} position="right" size={620} title={s.title} closeButtonProps={{ 'aria-label': t.state.close }}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {s.intro}
        </Text>
        <Group align="flex-end" gap="sm">
          <Select
            label={s.source}
            data={[
              { value: 'sample', label: s.sample },
              { value: 'recent', label: s.recent },
            ]}
            value={source}
            onChange={(value) => setSource(value === 'recent' ? 'recent' : 'sample')}
            allowDeselect={false}
          />
          <NumberInput label={s.days} min={1} max={180} w={90} value={days} onChange={(value) => setDays(Number(value) || 1)} />
          <Button loading={run.isPending} onClick={() => run.mutate()}>
            {s.run}
          </Button>
        </Group>
        {run.error && <Failed error={run.error} retry={() => run.mutate()} />}
        {run.data && <Played simulation={run.data} />}
      </Stack>
    </Drawer>
  );
}

function Played({ simulation }: { simulation: Simulation }) {
  const format = useFormat();
  const top = Math.max(1, ...simulation.mails_per_day.map(({ count }) => count));
  return (
    <>
      <div className="figures">
        {Object.entries(simulation.totals).map(([name, count]) => (
          <div key={name}>
            <Text size="xs" c="dimmed">
              {words(name)}
            </Text>
            <span className="figure">{format.number(count)}</span>
          </div>
        ))}
      </div>
      <section aria-label={s.perDay}>
        <Title order={2} mb="xs">
          {s.perDay}
        </Title>
        <div className="day-bars">
          {simulation.mails_per_day.map(({ day, count }) => (
            <span
              key={day}
              role="img"
              aria-label={s.dayOf(day, count)}
              title={s.dayOf(day, count)}
              style={{ height: `${(count / top) * 100}%` }}
            />
          ))}
        </div>
      </section>
      <section aria-label={s.people}>
        <Title order={2} mb="xs">
          {s.people}
        </Title>
        {simulation.people.length === 0 && <Text size="sm">{s.nobody}</Text>}
        <Stack gap="xs">
          {simulation.people.map((person) => (
            <details key={person.customer} className="panel" style={{ padding: '0.6rem 0.9rem' }} open={simulation.people.length === 1}>
              <summary>{person.customer}</summary>
              <ol className="story" style={{ marginTop: '0.8rem' }}>
                {person.entries.map((entry, i) => (
                  <li key={`${entry.at} ${i}`} data-tone={entry.action === 'send' ? 'good' : 'quiet'}>
                    <Text size="sm">{inWords(entry)}</Text>
                    <Text size="xs" c="dimmed">
                      {format.at(entry.at)}
                    </Text>
                  </li>
                ))}
              </ol>
            </details>
          ))}
        </Stack>
      </section>
    </>
  );
}

const inWords = (entry: SimulatedEntry) =>
  [
    s.actions[entry.action] ?? words(entry.action),
    entry.subject ? `“${entry.subject}”` : entry.step,
    entry.reason && `(${words(entry.reason)})`,
  ]
    .filter(Boolean)
    .join(' ');
