import { Alert, Button, Center, Group, Loader, PasswordInput, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconKey } from '@tabler/icons-react';
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ApiError, accessKey } from '../api/client';
import { t } from '../strings';

export function Loading() {
  return (
    <Center mih={200} role="status" aria-label={t.state.loading}>
      <Loader size="sm" type="dots" />
    </Center>
  );
}

type Answer<T> = Pick<UseQueryResult<T>, 'data' | 'error' | 'isPending' | 'refetch'>;

/** What a query has to show: the wait, the error with a way out, or the data. */
export function QueryState<T>({ query, children }: { query: Answer<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Failed error={query.error} retry={() => void query.refetch()} />;
  return <Loading />;
}

export function Failed({ error, retry }: { error: Error; retry: () => void }) {
  if (error instanceof ApiError && (error.status === 401 || error.status === 403))
    return <AskForKey wasRefused={accessKey.get() !== null} />;
  return (
    <Alert icon={<IconAlertCircle aria-hidden />} color="red" title={t.state.failed} role="alert">
      <Group justify="space-between">
        <Text size="sm">{messageOf(error)}</Text>
        <Button size="xs" variant="default" onClick={retry}>
          {t.state.retry}
        </Button>
      </Group>
    </Alert>
  );
}

/** The server's own words, or what it means that there are none. */
export const messageOf = (error: Error) =>
  error instanceof ApiError ? error.message : error instanceof TypeError ? t.state.offline : error.message;

function AskForKey({ wasRefused }: { wasRefused: boolean }) {
  const [key, setKey] = useState('');
  const queries = useQueryClient();
  return (
    <form
      className="panel"
      style={{ maxWidth: 460, padding: '1.25rem' }}
      onSubmit={(event) => {
        event.preventDefault();
        accessKey.set(key.trim());
        void queries.resetQueries();
      }}
    >
      <Stack gap="sm">
        <Group gap="xs">
          <IconKey size={18} aria-hidden />
          <Text fw={600}>{t.key.title}</Text>
        </Group>
        <Text size="sm" c="dimmed">
          {t.key.text}
        </Text>
        <PasswordInput
          label={t.key.label}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          error={wasRefused && key === '' ? t.key.refused : null}
        />
        <Button type="submit" disabled={key.trim() === ''}>
          {t.key.use}
        </Button>
      </Stack>
    </form>
  );
}
