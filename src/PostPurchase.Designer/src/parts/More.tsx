import { Button, Stack, Text } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { t } from '../strings';
import { sentence } from './format';
import { messageOf } from './messages';

type Pages = Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'error' | 'fetchNextPage'>;

/** Leads to the next page of a list, and says why where it could not be had. */
export function More({ query }: { query: Pages }) {
  if (!query.hasNextPage) return null;
  return (
    <Stack p="sm" gap="xs" align="center">
      {query.isFetchNextPageError && query.error && (
        <Text size="sm" c="red" role="alert">
          {sentence(messageOf(query.error))}
        </Text>
      )}
      <Button variant="default" size="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t.state.more}
      </Button>
    </Stack>
  );
}
