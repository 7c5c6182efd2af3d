import { Alert, Button, Group, Modal, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../api/client';
import { useJourneys, useSamples } from '../../api/queries';
import type { Draft } from '../../api/types';
import { messageOf } from '../../parts/messages';
import { Failed } from '../../parts/QueryState';
import { t } from '../../strings';
import './journeys.css';

const n = t.journeys.fresh;

type Props = { isOpen: boolean; close: () => void; copyOf?: { key: string; name: string } };

/** A new journey: empty, from one that comes with the program, or as a copy. It is a draft until it is published. */
export function NewJourney({ isOpen, close, copyOf }: Props) {
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size={620}
      title={copyOf ? n.copyTitle(copyOf.name) : n.title}
      closeButtonProps={{ 'aria-label': t.state.close }}
    >
      <Form copyOf={copyOf} close={close} />
    </Modal>
  );
}

/** As long as the name of a journey may be. */
const longest = 120;

function Form({ copyOf, close }: Omit<Props, 'isOpen'>) {
  const shipped = useSamples();
  const samples = shipped.data?.items ?? [];
  const [name, setName] = useState(copyOf ? n.copyName(copyOf.name) : '');
  const [from, setFrom] = useState(copyOf ? 'journey' : 'empty');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [copied, setCopied] = useState<string | null>(copyOf?.key ?? null);
  const [kind, sample] = from.split(' ');
  const source = kind === 'journey' ? copied : (sample ?? null);
  const create = useMutation({
    mutationFn: () => api.post<Draft>('/journeys', { name, from: kind, source }),
    onSuccess: async (draft) => {
      await queries.invalidateQueries({ queryKey: ['journeys'] });
      close();
      navigate(`/journeys/${encodeURIComponent(draft.journey)}`);
    },
  });
  const others = useJourneys().data?.items ?? [];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={n.name}
          placeholder={n.namePlaceholder}
          value={name}
          maxLength={longest}
          description={name.length > longest - 20 ? n.longest(longest) : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        {!copyOf && (
          <Radio.Group label={n.from} value={from} onChange={setFrom}>
            <Stack gap={8} mt={6} className="start-choices">
              <Radio value="empty" label={n.empty} description={n.emptyText} />
              {samples.map((sample) => (
                <Radio
                  key={sample.key}
                  value={`sample ${sample.key}`}
                  label={sample.name}
                  description={[
                    sample.about.replace(/\.$/, ''),
                    // Where it is not said already.
                    !/\bmails?\b/.test(sample.about) && n.mails(sample.mails),
                    sample.missing_templates.length > 0 && n.missing(sample.missing_templates),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                />
              ))}
              {others.length > 0 && <Radio value="journey" label={n.copyOf} />}
            </Stack>
          </Radio.Group>
        )}
        {!copyOf && shipped.error && <Failed error={shipped.error} retry={() => void shipped.refetch()} />}
        {kind === 'journey' && !copyOf && (
          <Select
            label={n.copyOfWhich}
            data={others.map((row) => ({ value: row.key, label: row.name }))}
            value={copied}
            onChange={setCopied}
            allowDeselect={false}
            searchable
          />
        )}
        {create.error && (
          <Alert color="red" role="alert">
            {messageOf(create.error)}
          </Alert>
        )}
        <Text size="sm" c="dimmed">
          {n.isDraft}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t.state.cancel}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={name.trim() === '' || (kind !== 'empty' && source === null)}>
            {n.create}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
