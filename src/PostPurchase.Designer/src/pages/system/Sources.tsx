import { Alert, Button, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api/client';
import type { WebhookSource } from '../../api/types';
import { Confirm } from '../../parts/Confirm';
import { useFormat, words } from '../../parts/format';
import { messageOf } from '../../parts/messages';
import { Empty, Panel } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { ShownOnce } from '../../parts/ShownOnce';
import { t } from '../../strings';

const s = t.webhooks.secrets;
const pathOf = (name: string) => `/webhook-sources/${encodeURIComponent(name)}`;

/** The secrets that sign webhooks, and how to change one without losing a webhook. */
export function Sources() {
  const sources = useQuery({
    queryKey: ['webhook-sources'],
    queryFn: () => api.get<{ items: WebhookSource[] }>('/webhook-sources'),
    refetchInterval: 15_000,
  });
  const [adding, setAdding] = useState<WebhookSource | null>(null);
  return (
    <QueryState query={sources}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty
            title={s.none}
            text={s.noneText}
            action={
              <Button component={Link} to="/welcome?step=source" variant="default">
                {s.connect}
              </Button>
            }
          />
        ) : (
          <Stack gap="md" maw={760}>
            <Text size="sm" c="dimmed">
              {s.intro}
            </Text>
            {items.map((source) => (
              <Source key={source.name} source={source} add={() => setAdding(source)} />
            ))}
            <Modal
              opened={adding !== null}
              onClose={() => setAdding(null)}
              title={adding?.is_made_here ? s.make : s.add}
              closeButtonProps={{ 'aria-label': t.state.close }}
            >
              {adding && <Add source={adding} close={() => setAdding(null)} />}
            </Modal>
          </Stack>
        )
      }
    </QueryState>
  );
}

function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['webhook-sources'] });
}

function Source({ source, add }: { source: WebhookSource; add: () => void }) {
  const refresh = useRefresh();
  const retire = useMutation({ mutationFn: () => api.delete(`${pathOf(source.name)}/previous-secret`), onSettled: refresh });
  return (
    <Panel title={source.name}>
      <Text size="sm" c="dimmed" mb="xs" style={{ overflowWrap: 'anywhere' }}>
        {s.of(words(source.kind), source.path)}
      </Text>
      <dl className="facts">
        <dt>{s.current}</dt>
        <dd>{source.current ? <Secret secret={source.current} source={source} /> : s.nothing}</dd>
        {source.previous && (
          <>
            <dt>{s.previous}</dt>
            <dd>
              <Secret secret={source.previous} source={source} />
            </dd>
          </>
        )}
      </dl>
      {retire.error && (
        <Alert color="red" mt="sm" role="alert">
          {messageOf(retire.error)}
        </Alert>
      )}
      {source.set_outside ? (
        <Outside name={source.name} where={source.set_outside} />
      ) : (
        <Group mt="sm">
          {source.previous && (
            <Confirm label={s.retire} about={source.name} question={s.retireSure(source.name)} onYes={() => retire.mutate()} />
          )}
          <Button
            variant="default"
            size={source.previous ? 'compact-xs' : 'xs'}
            onClick={add}
            aria-label={`${source.previous ? s.replace : s.add}: ${source.name}`}
          >
            {source.previous ? s.replace : s.add}
          </Button>
        </Group>
      )}
    </Panel>
  );
}

function Secret({ secret, source }: { secret: NonNullable<WebhookSource['current']>; source: WebhookSource }) {
  const format = useFormat();
  const isPrevious = secret === source.previous;
  const since = isPrevious ? s.stillAccepted : secret.since ? s.since(format.at(secret.since)) : s.sinceUnknown;
  const used = secret.last_used_at ? s.used(format.at(secret.last_used_at)) : s.unused;
  return <>{source.counts_use ? `${since}, ${used}` : since}</>;
}

function Outside({ name, where }: { name: string; where: string }) {
  return (
    <>
      <Text size="sm" mt="sm">
        {s.outside(where)}
      </Text>
      <List type="ordered" size="sm" mt={4}>
        {s.steps(name).map((step) => (
          <List.Item key={step} style={{ overflowWrap: 'anywhere' }}>
            {step}
          </List.Item>
        ))}
      </List>
    </>
  );
}

function Add({ source, close }: { source: WebhookSource; close: () => void }) {
  const refresh = useRefresh();
  const [typed, setTyped] = useState('');
  const add = useMutation({
    mutationFn: () => api.post<{ secret: string | null }>(`${pathOf(source.name)}/secret`, { secret: typed.trim() || null }),
    onSuccess: refresh,
  });
  const done = <Button onClick={close}>{s.done}</Button>;
  if (add.data?.secret)
    return (
      <ShownOnce secret={add.data.secret} text={s.shownOnce}>
        {done}
      </ShownOnce>
    );
  if (add.data)
    return (
      <Stack gap="sm" role="status">
        <Text size="sm">{s.given}</Text>
        <Group justify="flex-end">{done}</Group>
      </Stack>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{source.previous ? s.replaceText : source.is_made_here ? s.makeText : s.pasteText}</Text>
        {add.error && (
          <Alert color="red" role="alert">
            {messageOf(add.error)}
          </Alert>
        )}
        {!source.is_made_here && (
          <TextInput
            label={s.paste}
            value={typed}
            data-autofocus
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Button type="submit" loading={add.isPending} disabled={!source.is_made_here && typed.trim() === ''}>
          {source.is_made_here ? s.make : s.save}
        </Button>
      </Stack>
    </form>
  );
}
