import { Alert, Button, Checkbox, Group, Menu, Modal, NumberInput, Select, Stack, Text, Textarea } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMay } from '../../access/session';
import { api } from '../../api/client';
import type { CustomerStory } from '../../api/types';
import { messageOf } from '../../parts/messages';
import { t } from '../../strings';

const s = t.customers.actions;

type Kind = 'pause' | 'consent' | 'suppress' | 'erase';

/** What may be done for a customer who asks. */
export function Actions({ id, story }: { id: string; story: CustomerStory }) {
  const mayWrite = useMay('write');
  const mayExport = useMay('operate');
  const mayErase = useMay('admin');
  const [open, setOpen] = useState<Kind | null>(null);
  const close = () => setOpen(null);
  const copy = useMutation({ mutationFn: () => download(id) });
  if (!mayWrite && !mayExport) return null;
  const isPaused = Boolean(story.consent?.paused_until);
  return (
    <>
      {mayWrite && (
        <Button variant="default" onClick={() => setOpen('pause')}>
          {isPaused ? s.endPause : s.pause}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px="xs" aria-label={s.more}>
            <IconDots size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mayWrite && <Menu.Item onClick={() => setOpen('consent')}>{s.consent}</Menu.Item>}
          {mayWrite && <Menu.Item onClick={() => setOpen('suppress')}>{s.suppress}</Menu.Item>}
          {mayExport && <Menu.Item onClick={() => copy.mutate()}>{s.exportAll}</Menu.Item>}
          {mayErase && (
            <Menu.Item color="red" onClick={() => setOpen('erase')}>
              {s.erase}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Problem error={copy.error} />
      <Modal
        opened={open !== null}
        onClose={close}
        title={open === 'pause' && isPaused ? s.endPause : open ? s.titles[open] : ''}
        closeButtonProps={{ 'aria-label': t.state.close }}
      >
        {open === 'pause' && <Pause id={id} isPaused={isPaused} done={close} />}
        {open === 'consent' && <Consent id={id} done={close} />}
        {open === 'suppress' && <Suppress id={id} done={close} />}
        {open === 'erase' && <Erase id={id} />}
      </Modal>
    </>
  );
}

function useAct(id: string, path: string, done: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Record<string, unknown>) => api.post(`/customers/${encodeURIComponent(id)}/${path}`, body),
    onSuccess: () => {
      done();
      return queries.invalidateQueries({ queryKey: ['customer', id] });
    },
  });
}

function Problem({ error }: { error: Error | null }) {
  return error ? (
    <Alert color="red" role="alert">
      {messageOf(error)}
    </Alert>
  ) : null;
}

function Pause({ id, isPaused, done }: { id: string; isPaused: boolean; done: () => void }) {
  const [days, setDays] = useState<string | number>(30);
  const act = useAct(id, 'pause', done);
  return (
    <Stack gap="sm">
      <Text size="sm">{isPaused ? s.pausedText : s.pauseText}</Text>
      <Problem error={act.error} />
      <NumberInput label={isPaused ? s.daysFromNow : s.days} min={1} max={365} allowDecimal={false} value={days} onChange={setDays} />
      <Group justify="flex-end">
        <Button
          variant={isPaused ? 'default' : 'filled'}
          loading={act.isPending}
          disabled={days === ''}
          onClick={() => act.mutate({ days: Number(days) })}
        >
          {isPaused ? s.pauseAnew : s.pause}
        </Button>
        {isPaused && (
          <Button loading={act.isPending} onClick={() => act.mutate({ days: 0 })}>
            {s.endPause}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

const kinds = ['own', 'third_party', 'tracking'] as const;

function Consent({ id, done }: { id: string; done: () => void }) {
  const [said, setSaid] = useState<Record<string, string>>({});
  const [evidence, setEvidence] = useState('');
  const act = useAct(id, 'consent', done);
  const answers = [
    { value: 'true', label: s.yes },
    { value: 'false', label: s.no },
  ];
  return (
    <Stack gap="sm">
      <Text size="sm">{s.consentText}</Text>
      <Problem error={act.error} />
      {kinds.map((kind) => (
        <Select
          key={kind}
          label={s.kinds[kind]}
          placeholder={s.unchanged}
          clearable
          data={answers}
          value={said[kind] ?? null}
          onChange={(value) => setSaid(({ [kind]: _, ...rest }) => (value === null ? rest : { ...rest, [kind]: value }))}
        />
      ))}
      <Textarea
        label={s.evidence}
        description={s.evidenceHint}
        value={evidence}
        autosize
        minRows={2}
        onChange={(event) => setEvidence(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button
          loading={act.isPending}
          disabled={Object.keys(said).length === 0 || evidence.trim() === ''}
          onClick={() =>
            act.mutate({ evidence, ...Object.fromEntries(Object.entries(said).map(([kind, value]) => [kind, value === 'true'])) })
          }
        >
          {t.state.save}
        </Button>
      </Group>
    </Stack>
  );
}

function Suppress({ id, done }: { id: string; done: () => void }) {
  const [scope, setScope] = useState('marketing');
  const act = useAct(id, 'suppressions', done);
  return (
    <Stack gap="sm">
      <Problem error={act.error} />
      <Select
        label={s.scope}
        data={Object.entries(s.scopes).map(([value, label]) => ({ value, label }))}
        value={scope}
        allowDeselect={false}
        onChange={(value) => value && setScope(value)}
      />
      <Group justify="flex-end">
        <Button loading={act.isPending} onClick={() => act.mutate({ scope })}>
          {s.suppress}
        </Button>
      </Group>
    </Stack>
  );
}

function Erase({ id }: { id: string }) {
  const [isSure, setSure] = useState(false);
  const go = useNavigate();
  const queries = useQueryClient();
  const erase = useMutation({
    mutationFn: () => api.delete(`/customers/${encodeURIComponent(id)}`),
    onSuccess: async () => {
      queries.removeQueries({ queryKey: ['customer', id] });
      await queries.invalidateQueries({ queryKey: ['customers'] });
      await go('/customers', { state: { isErased: true } });
    },
  });
  return (
    <Stack gap="sm">
      <Text size="sm">{s.eraseText}</Text>
      <Problem error={erase.error} />
      <Checkbox label={s.eraseSure} checked={isSure} onChange={(event) => setSure(event.currentTarget.checked)} />
      <Group justify="flex-end">
        <Button color="red.9" loading={erase.isPending} disabled={!isSure} onClick={() => erase.mutate()}>
          {s.erase}
        </Button>
      </Group>
    </Stack>
  );
}

async function download(id: string) {
  const text = await api.text(`/customers/${encodeURIComponent(id)}/export`);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = `customer-${id}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
