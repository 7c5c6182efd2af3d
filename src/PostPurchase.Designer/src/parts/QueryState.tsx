import { Alert, Button, Center, Group, Loader, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { SignIn } from '../access/SignIn';
import { ApiError } from '../api/client';
import { t } from '../strings';
import { messageOf } from './messages';

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
  if (error instanceof ApiError && (error.status === 401 || error.status === 403)) return <SignIn isForbidden={error.status === 403} />;
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
