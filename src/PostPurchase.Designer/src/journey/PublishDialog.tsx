import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client';
import type { Published } from '../api/types';
import { messageOf } from '../parts/messages';
import { t } from '../strings';
import { useDesignerContext } from './useDesigner';

const d = t.designer;
const p = d.publishing;

export function PublishDialog({ isOpen, close }: { isOpen: boolean; close: () => void }) {
  const { journey, model, problems, saving } = useDesignerContext();
  const queries = useQueryClient();
  const path = `/journeys/${encodeURIComponent(journey.key)}`;
  const publish = useMutation({
    mutationFn: async (status: 'live' | null) => {
      // What is published is the stored draft: the last words go there first.
      if (saving.state !== 'published') await api.put(`${path}/draft`, { yaml: model.text, base_version: journey.version ?? null });
      return api.post<Published>(`${path}/publish`, status ? { status } : {});
    },
  });
  const errors = problems.filter(({ severity }) => severity === 'error');
  const inside = journey.versions.reduce((sum, version) => sum + version.inside, 0);
  const isBlocked = errors.length > 0 || model.error !== null;
  const leave = () => {
    close();
    if (publish.data) void queries.invalidateQueries();
    publish.reset();
  };
  return (
    <Modal opened={isOpen} onClose={leave} title={p.title} closeButtonProps={{ 'aria-label': t.state.close }}>
      {publish.data ? (
        <Stack gap="sm">
          <Text>{p.done(String(publish.data.version))}</Text>
          <Text size="sm" c="dimmed">
            {p.old(publish.data.inside_old)}
          </Text>
          <Group justify="flex-end">
            <Button onClick={leave}>{t.state.close}</Button>
          </Group>
        </Stack>
      ) : (
        <Stack gap="sm">
          <Text size="sm">{p.inside(inside)}</Text>
          {inside > 0 && (
            <Text size="sm" c="dimmed">
              {p.finish}
            </Text>
          )}
          {journey.status === 'draft' && (
            <Text size="sm" c="dimmed">
              {p.keepDraft}
            </Text>
          )}
          {isBlocked && (
            <Alert color="red" title={p.blocked}>
              {errors.map((problem) => (
                <Text size="sm" key={`${problem.line} ${problem.message}`}>
                  {problem.message} ({d.problemAt(problem.line)})
                </Text>
              ))}
            </Alert>
          )}
          {publish.error && (
            <Alert color="red" role="alert">
              {messageOf(publish.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={leave}>
              {t.state.cancel}
            </Button>
            <Button
              variant={journey.status === 'draft' ? 'default' : 'filled'}
              disabled={isBlocked}
              loading={publish.isPending}
              onClick={() => publish.mutate(null)}
            >
              {p.go}
            </Button>
            {journey.status === 'draft' && (
              <Button disabled={isBlocked} loading={publish.isPending} onClick={() => publish.mutate('live')}>
                {p.live}
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
