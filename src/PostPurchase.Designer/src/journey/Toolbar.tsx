import { ActionIcon, Alert, Button, Group, Menu, Modal, Select, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCopy,
  IconDots,
  IconDownload,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconSearch,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../access/session';
import { NewJourney } from '../pages/journeys/NewJourney';
import { plainWords } from '../parts/fieldWords';
import { messageOf } from '../parts/messages';
import { part, useFetchedAhead } from '../parts/part';
import { t } from '../strings';
import { titleOf } from './describe';
import { allSteps } from './model';
import { useDesignerContext, useWorkContext } from './useDesigner';

const d = t.designer;

const inDialog = (title: string) => ({
  fallback: null,
  frame: (failed: ReactNode, { close }: { close: () => void }) => (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t.state.close }}>
      {failed}
    </Modal>
  ),
});

const SimulateDrawer = part(() => import('./SimulateDrawer'), inDialog(d.simulating.title));
const PublishDialog = part(() => import('./PublishDialog'), inDialog(d.publishing.title));
const StatusDialog = part(() => import('./StatusDialog'), inDialog(d.switching.title));
const parts = [PublishDialog, StatusDialog, SimulateDrawer];

type Open = 'publish' | 'simulate' | 'duplicate' | 'live' | 'paused' | 'draft' | 'discard';

export function Toolbar({ choose }: { choose: (id: string | null) => void }) {
  const { journey, model } = useDesignerContext();
  const { saving, undo, redo } = useWorkContext();
  const [open, setOpen] = useState<Open | null>(null);
  const mayWrite = useMay('write');
  const close = () => setOpen(null);
  useFetchedAhead(parts);
  useHotkeys([
    ['mod+Z', () => undo?.()],
    ['mod+shift+Z', () => redo?.()],
    ['mod+Y', () => redo?.()],
  ]);
  return (
    <>
      <Find choose={choose} />
      <ActionIcon.Group>
        <ActionIcon variant="default" size="lg" disabled={!undo} onClick={() => undo?.()} aria-label={d.undo} title={d.undo}>
          <IconArrowBackUp size={17} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" size="lg" disabled={!redo} onClick={() => redo?.()} aria-label={d.redo} title={d.redo}>
          <IconArrowForwardUp size={17} aria-hidden />
        </ActionIcon>
      </ActionIcon.Group>
      {mayWrite && journey.file && journey.status === 'live' && (
        <Button variant="default" leftSection={<IconPlayerPause size={16} aria-hidden />} onClick={() => setOpen('paused')}>
          {d.pause}
        </Button>
      )}
      {mayWrite && journey.file && journey.status !== 'live' && (
        <Button variant="default" leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => setOpen('live')}>
          {journey.status === 'paused' ? d.resume : d.goLive}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconPlayerTrackNext size={16} aria-hidden />}
        disabled={model.error !== null}
        onClick={() => setOpen('simulate')}
      >
        {d.simulate}
      </Button>
      {mayWrite && (
        // Where nothing waits to be published it does not call for it.
        <Button variant={saving.state === 'published' ? 'default' : 'filled'} onClick={() => setOpen('publish')}>
          {d.publish}
        </Button>
      )}
      <More open={setOpen} mayWrite={mayWrite} />
      {open === 'publish' && <PublishDialog close={close} />}
      {open === 'simulate' && <SimulateDrawer close={close} />}
      {(open === 'live' || open === 'paused' || open === 'draft') && <StatusDialog to={open} close={close} />}
      <Discard isOpen={open === 'discard'} close={close} />
      <NewJourney isOpen={open === 'duplicate'} close={close} copyOf={{ key: journey.key, name: journey.name }} />
    </>
  );
}

function Find({ choose }: { choose: (id: string | null) => void }) {
  const { model } = useDesignerContext();
  const [typed, setTyped] = useState('');
  // What can be found may come a moment after what is typed.
  const steps = useDeferredValue(model.steps);
  const found = useMemo(
    () => allSteps(steps).map((step) => ({ value: step.id, label: `${step.id} · ${plainWords(titleOf(step))}` })),
    [steps],
  );
  return (
    <Select
      aria-label={d.find}
      placeholder={d.find}
      leftSection={<IconSearch size={15} aria-hidden />}
      searchable
      w={{ base: '100%', sm: 180 }}
      comboboxProps={{ width: 320, position: 'bottom-start' }}
      data={found}
      value={null}
      onChange={(id) => {
        choose(id);
        // The next search begins with nothing: the field would keep the letters as long as it has the focus.
        setTyped('');
      }}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={t.state.none}
    />
  );
}

function More({ open, mayWrite }: { open: (what: Open) => void; mayWrite: boolean }) {
  const { journey, model } = useDesignerContext();
  const { saving } = useWorkContext();
  const download = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([model.text], { type: 'application/yaml' }));
    link.download = journey.file ?? `${journey.key}.yaml`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={d.more}>
          <IconDots size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayWrite && (
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => open('duplicate')}>
            {d.duplicate}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={download}>
          {d.download}
        </Menu.Item>
        {mayWrite && journey.file && journey.status !== 'draft' && (
          <Menu.Item leftSection={<IconPlayerPause size={16} aria-hidden />} onClick={() => open('draft')}>
            {d.stop}
          </Menu.Item>
        )}
        {mayWrite && (saving.state !== 'published' || journey.draft) && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => open('discard')}>
            {journey.file ? d.discard : d.discardNew}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Asks once more before a draft is thrown away. */
function Discard({ isOpen, close }: { isOpen: boolean; close: () => void }) {
  const { journey } = useDesignerContext();
  const { saving, begin } = useWorkContext();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const label = journey.file ? d.discard : d.discardNew;
  const discard = useMutation({
    mutationFn: saving.discard,
    onSuccess: async () => {
      close();
      // The page of a journey that is gone must not ask for it again.
      if (!journey.file) await navigate('/journeys');
      await queries.invalidateQueries();
      if (journey.file) begin();
    },
  });
  return (
    <Modal opened={isOpen} onClose={close} title={label} closeButtonProps={{ 'aria-label': t.state.close }}>
      <Text size="sm" mb="md">
        {journey.file ? d.discardSure : d.discardNewSure}
      </Text>
      {discard.error && (
        <Alert color="red" role="alert" mb="md">
          {messageOf(discard.error)}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={close} data-autofocus>
          {t.state.cancel}
        </Button>
        <Button color="red.9" loading={discard.isPending} onClick={() => discard.mutate()}>
          {label}
        </Button>
      </Group>
    </Modal>
  );
}
