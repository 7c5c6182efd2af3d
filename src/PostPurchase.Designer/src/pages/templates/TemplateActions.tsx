import { ActionIcon, Alert, Anchor, Button, Group, Menu, Modal, Stack, Text } from '@mantine/core';
import { IconCopy, IconDots, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '../../api/client';
import { useJourneyNames } from '../../api/queries';
import type { Schemas, Template } from '../../api/types';
import { words } from '../../parts/format';
import { messageOf } from '../../parts/messages';
import { withoutEnd } from '../../parts/slug';
import { useUndo } from '../../parts/Undo';
import { t } from '../../strings';
import { MailNameField } from './MailNameField';

const s = t.templateEditor;
const path = encodeURIComponent;

/** What can be done with a mail as a whole: copy it, delete it. */
export function TemplateActions({ template, isChanged, letGo }: { template: Template; isChanged: boolean; letGo?: () => void }) {
  const [open, setOpen] = useState<'copy' | 'delete' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={s.actions} title={s.actions}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => setOpen('copy')}>
            {s.duplicate}
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setOpen('delete')}>
            {s.remove2}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={open === 'copy'} onClose={close} title={s.duplicateTitle(words(template.name))}>
        <Duplicate template={template} isChanged={isChanged} onDone={close} />
      </Modal>
      <Modal opened={open === 'delete'} onClose={close} title={s.removeTitle(words(template.name))}>
        <Delete template={template} onDone={close} letGo={letGo} />
      </Modal>
    </>
  );
}

type Dialog = { template: Template; onDone: () => void };

function Duplicate({ template, isChanged, onDone }: Dialog & { isChanged: boolean }) {
  const [name, setName] = useState(`${template.name}-copy`);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const copy = useMutation({
    mutationFn: () => api.post<Template>('/templates', { name: withoutEnd(name), source: template.name }),
    onSuccess: (made) => {
      onDone();
      void queries.invalidateQueries({ queryKey: ['templates'] });
      void navigate(`/templates/${path(made.name)}`);
    },
  });
  return (
    <Stack gap="sm">
      <Text size="sm">{s.duplicateText(template.languages.length)}</Text>
      {isChanged && (
        <Text size="sm" c="dimmed">
          {s.duplicateUnsaved}
        </Text>
      )}
      <MailNameField value={name} set={setName} error={copy.error ? messageOf(copy.error) : undefined} />
      <Button loading={copy.isPending} disabled={!withoutEnd(name)} onClick={() => copy.mutate()}>
        {s.duplicate}
      </Button>
    </Stack>
  );
}

function Delete({ template, onDone, letGo }: Dialog & { letGo?: () => void }) {
  const undo = useUndo();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api.delete<Schemas['DeletedTemplate']>(`/templates/${path(template.name)}`),
    onSuccess: ({ name, files }) => {
      onDone();
      letGo?.();
      queries.removeQueries({ queryKey: ['template', template.name] });
      void queries.invalidateQueries({ queryKey: ['templates'] });
      void navigate('/templates');
      undo({
        text: s.removed(words(name)),
        undo: async () => {
          await api.post<Template>('/templates', { name, files });
          await queries.invalidateQueries({ queryKey: ['templates'] });
        },
      });
    },
  });
  if (template.used_by.length > 0) return <StillUsed template={template} />;
  return (
    <Stack gap="sm">
      <Text size="sm">{s.removeText(template.languages.length)}</Text>
      {remove.error && (
        <Alert color="red" role="alert">
          {messageOf(remove.error)}
        </Alert>
      )}
      <Group gap="xs">
        <Button color="red.9" loading={remove.isPending} onClick={() => remove.mutate()}>
          {s.removeYes(template.languages.length)}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t.state.cancel}
        </Button>
      </Group>
    </Stack>
  );
}

/** Who sends it, each with its way there: a mail that somebody may still get is not deleted. */
function StillUsed({ template }: { template: Template }) {
  const nameOf = useJourneyNames();
  return (
    <Stack gap="sm">
      <Text size="sm">{s.stillUsed}</Text>
      <ul className="uses">
        {template.used_by.map((use) => (
          <li key={`${use.journey} ${use.step} ${use.version}`}>
            <Anchor size="sm" component={Link} to={`/journeys/${path(use.journey)}?step=${path(use.step)}`}>
              {nameOf(use.journey)} · {words(use.step)}
            </Anchor>
            {use.version && (
              <Text span size="xs" c="dimmed">
                {' '}
                {s.olderVersion}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </Stack>
  );
}
