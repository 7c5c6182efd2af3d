import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Experiment } from '../../api/learning';
import { useFormat } from '../../parts/format';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';
import { armOf } from './figures';

const l = t.learning;
const tones = { running: 'info', promoted: 'good', reopened: 'bad', ended: 'quiet' } as const;

export const StateTag = ({ state }: { state: string }) => (
  <Tag tone={tones[state as keyof typeof tones] ?? 'quiet'}>{l.states[state] ?? state}</Tag>
);

/** What can be said of an experiment, in words, and who is left out of it; alarms first. */
export function Verdict({ experiment }: { experiment: Experiment }) {
  const format = useFormat();
  const { verdict } = experiment;
  const isAlarm = verdict?.kind === 'sample_ratio_mismatch';
  return (
    <>
      {isAlarm && (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={l.alarm} role="alert" mb="sm">
          {verdict.text}
        </Alert>
      )}
      {experiment.state === 'reopened' && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={l.reopened} mb="sm">
          {format.at(experiment.reopened_at)}: {experiment.reopened_why}
        </Alert>
      )}
      {experiment.winner && (
        <Text fw={600} mb={4}>
          {l.promotedBy(armOf(experiment, experiment.winner), experiment.promoted_by ?? '', format.at(experiment.promoted_at))}
        </Text>
      )}
      {verdict && !isAlarm && <Text>{verdict.text}</Text>}
      {experiment.not_compared && (
        <Text size="sm" c="dimmed" mt="xs">
          {experiment.not_compared}
        </Text>
      )}
    </>
  );
}
