import { Alert, Button, Center, Group, Loader, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { SignIn } from '../access/SignIn';
import { ApiError, isRefused } from '../api/client';
import { t } from '../strings';
import { sentence } from './format';
import { messageOf } from './messages';
import { NotFound, type Way } from './NotFound';
import { Page } from './Page';

export function Loading() {
  return (
    <Center mih={200} role="status" aria-label={t.state.loading}>
      <Loader size="sm" type="dots" />
    </Center>
  );
}

type Answer<T> = Pick<UseQueryResult<T>, 'data' | 'error' | 'isPending' | 'refetch'>;

type Props<T> = { query: Answer<T>; children: (data: T) => ReactNode; isPage?: boolean; back?: Way };

/**
 * What a query has to show: the wait, the error with a way out, or the data. `isPage` where the data gives the page its title: then what is not
 * there leads `back`, since asking again will not make it be there.
 */
export function QueryState<T>({ query, children, isPage, back }: Props<T>) {
  const error = useErrorOf(query);
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (!error) return <Loading />;
  const failed = <Failed error={error} retry={() => void query.refetch()} />;
  if (!isPage || isRefused(error)) return failed;
  if (error instanceof ApiError && error.status === 404) return <NotFound text={sentence(error.message)} back={back} />;
  return <Page title={t.state.failed}>{failed}</Page>;
}

/** Its error; what was refused stays refused while it is asked for again, as pages do by themselves: the form to sign in is not taken from under who fills it in. */
function useErrorOf({ data, error }: Pick<Answer<unknown>, 'data' | 'error'>): Error | null {
  const [refusal, setRefusal] = useState<Error | null>(null);
  const next = data !== undefined ? null : error === null ? refusal : isRefused(error) ? error : null;
  if (next !== refusal) setRefusal(next);
  return error ?? next;
}

export function Failed({ error, retry }: { error: Error; retry: () => void }) {
  if (isRefused(error)) return <SignIn isForbidden={error.status === 403} />;
  return (
    <Alert icon={<IconAlertCircle aria-hidden />} color="red" title={t.state.failed} role="alert">
      <Group justify="space-between">
        <Text size="sm">{sentence(messageOf(error))}</Text>
        <Button size="xs" variant="default" onClick={retry}>
          {t.state.retry}
        </Button>
      </Group>
    </Alert>
  );
}
