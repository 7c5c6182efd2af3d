import { Alert, Button, Modal, Select, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../api/client';
import type { Page, Template } from '../../api/types';
import { words } from '../../parts/format';
import { messageOf } from '../../parts/messages';
import { withoutEnd } from '../../parts/slug';
import { t } from '../../strings';
import { MailNameField } from './MailNameField';

const s = t.templateEditor;

/** A new mail: empty, a copy of one of the shop's, or a shipped one. */
export function NewTemplate({ yours }: { yours: string[] }) {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [source, setSource] = useState<string | null>('');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const samples = useQuery({ queryKey: ['template-samples'], queryFn: () => api.get<Page<string>>('/template-samples'), enabled: isOpen });
  const make = useMutation({
    mutationFn: () => api.post<Template>('/templates', { name: withoutEnd(name), source: source || null }),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ['templates'] });
      void navigate(`/templates/${encodeURIComponent(made.name)}`);
    },
  });
  const option = (value: string) => ({ value, label: words(value) });
  const shipped = (samples.data?.items ?? []).filter((one) => !yours.includes(one));
  return (
    <>
      <Button onClick={() => setOpen(true)}>{s.newTemplate}</Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={s.newTitle}>
        <Stack gap="sm">
          <MailNameField value={name} set={setName} />
          <Select
            label={s.startFrom}
            searchable
            allowDeselect={false}
            value={source}
            onChange={setSource}
            data={[
              { value: '', label: s.empty },
              { group: s.yours, items: yours.map(option) },
              { group: s.shipped, items: shipped.map(option) },
            ]}
          />
          {make.error && (
            <Alert color="red" role="alert">
              {messageOf(make.error)}
            </Alert>
          )}
          <Button loading={make.isPending} disabled={!withoutEnd(name)} onClick={() => make.mutate()}>
            {s.create}
          </Button>
        </Stack>
      </Modal>
    </>
  );
}
