import { Alert, Button, FileInput, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { useReportStores } from '../../api/learning';
import { messageOf } from '../../parts/messages';
import { t } from '../../strings';
import { BadRows } from './BadRows';
import type { FeedAnswer } from './data';

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
  const stores = useReportStores().data?.items ?? [];
  const queries = useQueryClient();
  const load = useMutation({
    mutationFn: async (feed: File) => api.post<FeedAnswer>('/offers/import', { program: program.trim(), store, text: await feed.text() }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['offers'] });
      void queries.invalidateQueries({ queryKey: ['programs'] });
    },
  });
  return (
    <Modal opened onClose={close} title={s.title} size="lg" closeButtonProps={{ 'aria-label': t.state.close }}>
      <Stack gap="sm">
        <Text size="sm">{s.text}</Text>
        <FileInput label={s.file} placeholder={s.none} accept=".csv,.xml,.json,.txt" value={file} onChange={setFile} />
        <TextInput
          label={s.program}
          description={s.programText}
          value={program}
          onChange={(event) => setProgram(event.currentTarget.value)}
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
          <Button variant="default" onClick={close}>
            {t.state.close}
          </Button>
          <Button disabled={!file || program.trim() === ''} loading={load.isPending} onClick={() => file && load.mutate(file)}>
            {s.go}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
