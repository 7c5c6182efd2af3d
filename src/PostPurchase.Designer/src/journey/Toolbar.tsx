import { ActionIcon, Button, Select } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowBackUp, IconArrowForwardUp, IconPlayerPause, IconPlayerPlay, IconPlayerTrackNext, IconSearch } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { api } from '../api/client';
import { t } from '../strings';
import { titleOf } from './describe';
import { allSteps } from './model';
import { PublishDialog } from './PublishDialog';
import { useDesignerContext } from './useDesigner';

const SimulateDrawer = lazy(() => import('./SimulateDrawer'));

const d = t.designer;

export function Toolbar({ choose }: { choose: (id: string | null) => void }) {
  const { journey, model, undo, redo } = useDesignerContext();
  const [open, setOpen] = useState<'publish' | 'simulate' | null>(null);
  const queries = useQueryClient();
  const status = useMutation({
    mutationFn: (to: 'live' | 'paused') => api.post(`/journeys/${encodeURIComponent(journey.key)}/status`, { status: to }),
    onSuccess: () => queries.invalidateQueries(),
  });
  useHotkeys([
    ['mod+Z', () => undo?.()],
    ['mod+shift+Z', () => redo?.()],
    ['mod+Y', () => redo?.()],
  ]);
  return (
    <>
      <Select
        aria-label={d.find}
        placeholder={d.find}
        leftSection={<IconSearch size={15} aria-hidden />}
        searchable
        w={180}
        data={allSteps(model.steps).map((step) => ({
          value: step.id,
          label: step.id === titleOf(step) ? step.id : `${step.id} · ${titleOf(step)}`,
        }))}
        value={null}
        onChange={choose}
      />
      <ActionIcon.Group>
        <ActionIcon variant="default" size="lg" disabled={!undo} onClick={() => undo?.()} aria-label={d.undo} title={d.undo}>
          <IconArrowBackUp size={17} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" size="lg" disabled={!redo} onClick={() => redo?.()} aria-label={d.redo} title={d.redo}>
          <IconArrowForwardUp size={17} aria-hidden />
        </ActionIcon>
      </ActionIcon.Group>
      {journey.status === 'live' && (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          loading={status.isPending}
          onClick={() => status.mutate('paused')}
        >
          {d.pause}
        </Button>
      )}
      {journey.status === 'paused' && (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={status.isPending}
          onClick={() => status.mutate('live')}
        >
          {d.resume}
        </Button>
      )}
      <Button variant="default" leftSection={<IconPlayerTrackNext size={16} aria-hidden />} onClick={() => setOpen('simulate')}>
        {d.simulate}
      </Button>
      <Button onClick={() => setOpen('publish')}>{d.publish}</Button>
      <PublishDialog isOpen={open === 'publish'} close={() => setOpen(null)} />
      {open === 'simulate' && (
        <Suspense>
          <SimulateDrawer close={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}
