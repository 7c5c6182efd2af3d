import { Alert, Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError, api } from '../api/client';
import type { StatusPlan } from '../api/types';
import { messageOf } from '../parts/messages';
import { QueryState } from '../parts/QueryState';
import { t } from '../strings';
import { Findings } from './Findings';
import { useDesignerContext } from './useDesigner';

const s = t.designer.switching;

/** Says what a pause, or its end, does to the mails that wait, and what forbids to go live. */
export default function StatusDialog({ to, close }: { to: 'live' | 'paused' | 'draft'; close: () => void }) {
  const { journey } = useDesignerContext();
  const path = `/journeys/${encodeURIComponent(journey.key)}`;
  const queries = useQueryClient();
  const plan = useQuery({
    queryKey: ['status-plan', journey.key, to],
    queryFn: () => api.get<StatusPlan>(`${path}/status-plan`, { to }),
    staleTime: 0,
  });
  const act = useMutation({
    mutationFn: () => api.post(`${path}/status`, { status: to }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      close();
    },
    // What forbids it came up since the dialog was opened: it is shown below.
    onError: (error) => isForbidden(error) && plan.refetch(),
  });
  return (
    <Modal opened onClose={close} title={s.titles[to]} closeButtonProps={{ 'aria-label': t.state.close }}>
      <QueryState query={plan}>
        {(data) => (
          <Stack gap="md">
            <List size="sm" spacing={6}>
              {linesOf(data, to).map((line) => (
                <List.Item key={line}>{line}</List.Item>
              ))}
            </List>
            {to === 'live' && data.mail_mode !== 'live' && (
              <Text size="sm" c="dimmed">
                {t.mode[data.mail_mode as keyof typeof t.mode] as string}
              </Text>
            )}
            <Findings findings={data.findings} journey={journey.key} look={() => void plan.refetch()} />
            {act.error && !isForbidden(act.error) && (
              <Alert color="red" role="alert">
                {messageOf(act.error)}
              </Alert>
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t.state.cancel}
              </Button>
              <Button disabled={data.findings.some(({ blocks }) => blocks)} loading={act.isPending} onClick={() => act.mutate()}>
                {s.go[to]}
              </Button>
            </Group>
          </Stack>
        )}
      </QueryState>
    </Modal>
  );
}

const isForbidden = (error: Error) => error instanceof ApiError && error.status === 422;

function linesOf(plan: StatusPlan, to: 'live' | 'paused' | 'draft'): string[] {
  const waiting = plan.marketing_waiting + plan.marketing_held;
  if (to === 'live') return [s.entersAgain, s.resumes(waiting), s.late[plan.if_late] ?? ''];
  if (to === 'draft') return [s.entersNobody, s.finishInside(plan.people)];
  return [s.entersNobody, s.clocks(plan.people), s.holds(waiting), s.transactional(plan.transactional_waiting)];
}
