import './simulated.css';
import { Button, Drawer, Group, Progress, Select, Stack, Switch, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api/client';
import { useCustomers } from '../api/queries';
import type { Simulation } from '../api/types';
import { NumberEntry } from '../parts/NumberEntry';
import { Failed } from '../parts/QueryState';
import { t } from '../strings';
import { Simulated } from './Simulated';
import { useDesignerContext } from './useDesigner';

const s = t.designer.simulating;

type Wish = { source: string; customer: string | null; days: number; limit: number; others: boolean };

/** Plays the text through the server's own engine and shows each customer's calendar. */
export default function SimulateDrawer({ close }: { close: () => void }) {
  const { model } = useDesignerContext();
  const [wish, setWish] = useState<Wish>({ source: 'sample', customer: null, days: 35, limit: 100, others: false });
  const [id, setId] = useState<string | null>(null);
  // Which start is waited for: what comes of another one, or after this was closed, is not looked at.
  const turn = useRef(0);
  const start = useMutation({
    mutationFn: (_: number) => api.post<Simulation>('/simulations', { yaml: model.text, ...wish }),
    onSuccess: (simulation, of) => (of === turn.current ? setId(simulation.id) : forget(simulation.id)),
  });
  const job = useQuery({
    queryKey: ['simulation', id],
    queryFn: () => api.get<Simulation>(`/simulations/${id}`),
    enabled: id !== null,
    refetchInterval: ({ state }) => (isRunning(state.data) ? 300 : false),
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => () => (id ? forget(id) : undefined), [id]);
  useEffect(
    () => () => {
      turn.current = -1;
    },
    [],
  );
  const cancel = () => {
    turn.current += 1;
    start.reset();
    setId(null);
  };
  const again = () => {
    cancel();
    start.mutate(turn.current);
  };
  const isBusy = start.isPending || (id !== null && !job.error && (job.data === undefined || isRunning(job.data)));
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size="min(1120px, 96vw)"
      title={s.title}
      closeButtonProps={{ 'aria-label': t.state.close }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {s.intro}
        </Text>
        <WishFields wish={wish} set={setWish} isBusy={isBusy} run={again} />
        {start.error && <Failed error={start.error} retry={again} />}
        {job.error && <Failed error={job.error} retry={again} />}
        {isBusy && (
          <Group gap="sm" role="status">
            <Progress value={(job.data?.progress ?? 0) * 100} style={{ flex: 1 }} aria-label={s.progress} />
            <Text size="sm">{s.percent(Math.round((job.data?.progress ?? 0) * 100))}</Text>
            <Button size="xs" variant="default" onClick={cancel}>
              {t.state.cancel}
            </Button>
          </Group>
        )}
        {!isBusy && job.data && !isRunning(job.data) && <Simulated simulation={job.data} />}
      </Stack>
    </Drawer>
  );
}

// What is not looked at any more need not run on; a server that is away has forgotten it.
const forget = (id: string) => void api.delete(`/simulations/${id}`).catch(() => undefined);

const isRunning = (simulation: Simulation | undefined) => simulation?.state === 'waiting' || simulation?.state === 'running';

function WishFields({ wish, set, isBusy, run }: { wish: Wish; set: (wish: Wish) => void; isBusy: boolean; run: () => void }) {
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={s.source}
        data={['sample', 'recent', 'customer'].map((value) => ({ value, label: s.sources[value] ?? value }))}
        value={wish.source}
        onChange={(source) => set({ ...wish, source: source ?? 'sample' })}
        allowDeselect={false}
        w={230}
      />
      {wish.source === 'customer' && <CustomerField value={wish.customer} set={(customer) => set({ ...wish, customer })} />}
      {wish.source === 'recent' && (
        <NumberEntry
          label={s.limit}
          min={1}
          max={500}
          w={100}
          value={wish.limit}
          tell={(limit) => limit !== null && set({ ...wish, limit })}
        />
      )}
      <NumberEntry label={s.days} min={1} max={120} w={90} value={wish.days} tell={(days) => days !== null && set({ ...wish, days })} />
      <Switch mb={8} label={s.others} checked={wish.others} onChange={(event) => set({ ...wish, others: event.currentTarget.checked })} />
      <Button loading={isBusy} disabled={wish.source === 'customer' && wish.customer === null} onClick={run}>
        {s.run}
      </Button>
    </Group>
  );
}

function CustomerField({ value, set }: { value: string | null; set: (id: string | null) => void }) {
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text, 200);
  const customers = useCustomers(q);
  return (
    <Select
      label={s.customer}
      placeholder={s.customerHint}
      searchable
      w={250}
      filter={({ options }) => options}
      data={(customers.data?.pages.flatMap((page) => page.items) ?? []).map((row) => ({
        value: row.id,
        label: row.email ?? row.name ?? row.id,
      }))}
      value={value}
      onChange={set}
      onSearchChange={setText}
      nothingFoundMessage={t.state.none}
    />
  );
}
