import { Stack, Text } from '@mantine/core';
import { useHealth } from '../../api/queries';
import { useFormat, words } from '../../parts/format';
import { Page, Panel } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';

const s = t.health;
const lateAfterSeconds = 60;

export default function Health() {
  const health = useHealth();
  const format = useFormat();
  return (
    <Page title={s.title} intro={s.intro}>
      <QueryState query={health}>
        {({ queues, incidents, lease, writer }) => {
          const isLate = queues.lag_seconds > lateAfterSeconds;
          const figures = [
            { label: s.runs, value: format.number(queues.due_runs) },
            { label: s.sends, value: format.number(queues.due_sends) },
            { label: s.lag, value: s.seconds(Math.round(queues.lag_seconds)) },
          ];
          return (
            <Stack gap="md">
              <div className="figures">
                {figures.map(({ label, value }) => (
                  <div key={label}>
                    <Text size="xs" c="dimmed">
                      {label}
                    </Text>
                    <span className="figure">{value}</span>
                  </div>
                ))}
                <div>
                  <Tag tone={isLate ? 'bad' : 'good'}>{isLate ? s.late : s.fine}</Tag>
                  <Text size="xs" c="dimmed" mt={6}>
                    {[
                      lease !== undefined && (s.leases[told(lease)] ?? `${s.lease}: ${told(lease)}`),
                      writer !== undefined && (s.writers[told(writer)] ?? `${s.writer}: ${told(writer)}`),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </Text>
                </div>
              </div>
              <Panel title={s.incidents}>
                {incidents.length === 0 && (
                  <Text size="sm" c="dimmed">
                    {s.noIncidents}
                  </Text>
                )}
                <ol className="story">
                  {incidents.map((incident) => (
                    <li key={`${incident.at} ${incident.what}`} data-tone="bad">
                      <Text size="sm">{incident.what}</Text>
                      <Text size="xs" c="dimmed">
                        {[format.at(incident.at), incident.detail].filter(Boolean).join(' · ')}
                      </Text>
                    </li>
                  ))}
                </ol>
              </Panel>
            </Stack>
          );
        }}
      </QueryState>
    </Page>
  );
}

const told = (value: unknown): string =>
  value !== null && typeof value === 'object'
    ? Object.entries(value)
        .map(([name, each]) => `${words(name)} ${each}`)
        .join(', ')
    : String(value);
