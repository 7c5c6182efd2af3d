import { Alert, Button, Group, Progress, Stack, Table, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { api } from '../../api/client';
import type { OrderJob } from '../../api/types';
import { useFormat } from '../../parts/format';
import { messageOf } from '../../parts/messages';
import { ScrollX } from '../../parts/ScrollX';
import { t } from '../../strings';
import { countOf, useLoading } from './data';

const s = t.welcome.file;

export type Load = { start: () => void; isBusy: boolean; error: Error | null };

/** A file of past orders: told about first, loaded at a word. */
export function FileSource({ load }: { load: Load }) {
  const queries = useQueryClient();
  const loading = useLoading();
  const read = useMutation({
    mutationFn: (file: File) =>
      api.upload<OrderJob>(`/orders/files?${new URLSearchParams({ name: file.name, modified: String(file.lastModified) })}`, plain(file)),
    onSuccess: (job) => queries.setQueryData(['orders-loading'], job),
  });
  const job = loading.data && loading.data.kind !== 'shop' && !read.error ? loading.data : null;
  return (
    <Stack gap="sm">
      {job?.state !== 'running' && <Drop take={(file) => read.mutate(file)} isBusy={read.isPending} isAgain={job !== null} />}
      {read.error && (
        <Alert color="red" role="alert">
          {messageOf(read.error)}
        </Alert>
      )}
      {job && !read.isPending && <Told job={job} load={load} />}
    </Stack>
  );
}

// Browsers name CSV files in many ways; the server looks into the file itself.
const plain = (file: File) => new Blob([file], { type: 'text/plain' });

function Drop({ take, isBusy, isAgain }: { take: (file: File) => void; isBusy: boolean; isAgain: boolean }) {
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) take(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same without a mouse
    <div
      className="welcome-drop"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconUpload size={26} stroke={1.5} aria-hidden />
      {!isAgain && <Text fw={550}>{isBusy ? s.reading : s.drop}</Text>}
      <Button variant={isAgain ? 'default' : 'filled'} loading={isBusy} onClick={() => input.current?.click()}>
        {isAgain ? s.other : s.choose}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.jsonl,.ndjson,.txt,text/csv"
        aria-label={s.choose}
        className="welcome-file"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) take(file);
          event.currentTarget.value = '';
        }}
      />
      <Text size="xs" c="dimmed" maw={560}>
        {s.hint}
      </Text>
    </div>
  );
}

function Told({ job, load }: { job: OrderJob; load: Load }) {
  const format = useFormat();
  return (
    <section className="panel welcome-told" aria-label={job.name}>
      <Text fw={600}>{job.name}</Text>
      <Text size="sm">
        {s.orders(job.orders, job.customers)}
        {job.first_at && `, ${s.span(format.day(job.first_at), format.day(job.last_at))}`}
      </Text>
      {job.currency_taken && <Text size="sm">{(job.state === 'checked' ? s.currencyComes : s.currency)(job.currency_taken)}</Text>}
      {job.unread.length > 0 && (
        <Text size="sm" c="dimmed">
          {s.unread(job.unread.join(', '))}
        </Text>
      )}
      {job.nobody > 0 && (
        <Text size="sm" c="dimmed">
          {s.nobody(job.nobody)}
        </Text>
      )}
      <Bad job={job} />
      <State job={job} load={load} />
    </section>
  );
}

function Bad({ job }: { job: OrderJob }) {
  if (job.bad === 0) return null;
  return (
    <Alert color="yellow" title={s.bad(job.bad)}>
      <Text size="sm" mb="xs">
        {s.badText}
      </Text>
      <ScrollX label={s.bad(job.bad)} isPlain>
        <Table className="rows" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{s.line}</Table.Th>
              <Table.Th>{s.why}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {job.problems.slice(0, 20).map((row) => (
              <Table.Tr key={`${row.line} ${row.text}`}>
                <Table.Td>{row.line}</Table.Td>
                <Table.Td>{row.text}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollX>
    </Alert>
  );
}

function State({ job, load }: { job: OrderJob; load: Load }) {
  const queries = useQueryClient();
  const isDone = job.state === 'done';
  useEffect(() => {
    if (isDone) void queries.invalidateQueries({ queryKey: ['welcome'] });
  }, [isDone, queries]);
  if (job.state === 'running')
    return (
      <Group gap="sm" role="status">
        <Progress value={job.total === 0 ? 0 : (job.done / job.total) * 100} style={{ flex: 1 }} aria-label={s.loading} />
        <Text size="sm">{s.of(job.done, job.total)}</Text>
      </Group>
    );
  if (job.state === 'failed')
    return (
      <Alert color="red" title={s.failed} role="alert">
        {job.error}
      </Alert>
    );
  if (isDone)
    return (
      <Alert color="pine" role="status">
        {s.loaded(job.stored)} {s.history}
      </Alert>
    );
  const count = countOf(job);
  return count === 0 ? (
    <Text size="sm">{s.none}</Text>
  ) : (
    <>
      {load.error && (
        <Alert color="red" role="alert">
          {messageOf(load.error)}
        </Alert>
      )}
      <Group gap="sm">
        <Button loading={load.isBusy} onClick={load.start}>
          {s.load(count)}
        </Button>
        <Text size="sm" c="dimmed">
          {s.history}
        </Text>
      </Group>
    </>
  );
}
