import { Alert, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { Confirm } from '../../parts/Confirm';
import { messageOf } from '../../parts/messages';
import { t } from '../../strings';

const d = t.deliveries;

/** One decision for all mails that failed here, of the journey and step that are chosen. */
export function DecideAll({ journey, step }: { journey: string; step: string }) {
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: (decision: 'retry' | 'skip') =>
      api.post<{ count: number }>('/deliveries/failed', { decision, journey: journey || null, step: step || null }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <Group p="sm" gap="sm">
      <Text size="sm" c="dimmed">
        {d.decideAll}
      </Text>
      <Confirm label={d.retryAll} question={d.retryAllSure} onYes={() => decide.mutate('retry')} />
      <Confirm label={d.skipAll} question={d.skipAllSure} onYes={() => decide.mutate('skip')} />
      {decide.error && (
        <Alert color="red" role="alert">
          {messageOf(decide.error)}
        </Alert>
      )}
    </Group>
  );
}
