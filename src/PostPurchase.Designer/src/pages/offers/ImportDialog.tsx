import { Alert, Button, Code, FileInput, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { useReportStores } from '../../api/learning';
import { messageOf } from '../../parts/messages';
import { t } from '../../strings';
import { BadRows } from './BadRows';
import { type FeedAnswer, usePrograms } from './data';

const s = t.offers.importing;

export function ImportDialog() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {s.open}
      </Button>
      {isOpen && <Dialog close={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ close }: { close: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [program, setProgram] = useState('own');
  const [store, setStore] = useState('default');
  const programs = usePrograms().data?.items ?? [];
  const stores = useReportStores().data?.items ?? [];
  const queries = useQueryClient();
  const load = useMutation({
    mutationFn: async (feed: File) => api.post<FeedAnswer>('/offers/import', { program, store, text: await feed.text() }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['offers'] });
      void queries.invalidateQueries({ queryKey: ['programs'] });
    },
  });
  const partners = programs.filter(({ key }) => key !== 'own').map(({ key, name }) => ({ value: key, label: name }));
  // What came of one file is not said of another.
  const take = (next: File | null) => {
    setFile(next);
    load.reset();
  };
  return (
    <Modal opened onClose={close} title={s.title} size="lg" closeButtonProps={{ 'aria-label': t.state.close }}>
      <Stack gap="sm">
        <Text size="sm">{s.text}</Text>
        <Text size="sm">{s.columns}</Text>
        <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {s.example}
        </Code>
        <FileInput label={s.file} placeholder={s.none} accept=".csv,.xml,.json,.txt" value={file} onChange={take} />
        <Select
          label={s.program}
          description={s.programText}
          allowDeselect={false}
          data={[{ value: 'own', label: s.own }, ...partners]}
          value={program}
          onChange={(next) => setProgram(next ?? 'own')}
        />
        {stores.length > 1 && (
          <Select
            label={s.store}
            description={s.storeText}
            allowDeselect={false}
            data={stores.map((one) => ({ value: one.key, label: one.name || one.key }))}
            value={store}
            onChange={(next) => setStore(next ?? 'default')}
          />
        )}
        {load.error && (
          <Alert color="red" role="alert">
            {messageOf(load.error)}
          </Alert>
        )}
        {load.data && <Alert role="status">{s.taken(load.data.taken)}</Alert>}
        {load.data && <BadRows rows={load.data.refused} />}
        <Group justify="flex-end">
          {load.data ? (
            <>
              <Button variant="default" onClick={() => take(null)}>
                {s.another}
              </Button>
              <Button onClick={close}>{s.done}</Button>
            </>
          ) : (
            <>
              <Button variant="default" onClick={close}>
                {t.state.close}
              </Button>
              <Button disabled={!file} loading={load.isPending} onClick={() => file && load.mutate(file)}>
                {s.go}
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
