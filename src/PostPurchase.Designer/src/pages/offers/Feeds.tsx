import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useMay } from '../../access/session';
import { useFormat } from '../../parts/format';
import { Empty } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';
import { BadRows } from './BadRows';
import { type FeedRow, useFeeds, useStoreName } from './data';

const s = t.offers.feeds;

/** The product feeds that are fetched by themselves: when, how many products, what was set aside and why a fetch failed. */
export function Feeds() {
  const feeds = useFeeds();
  const storeName = useStoreName();
  const mayWrite = useMay('write');
  const add = mayWrite && (
    <Button component={Link} to="/offers/add-feed" variant="default">
      {s.add}
    </Button>
  );
  return (
    <QueryState query={feeds}>
      {({ fetches, items }) =>
        items.length === 0 ? (
          <Empty title={s.empty} text={s.emptyText} action={add} />
        ) : (
          <Stack gap="sm">
            <Group justify="flex-end">{add}</Group>
            {!fetches && <Alert role="status">{s.asleep}</Alert>}
            {items.map((row) => (
              <Feed key={row.name} row={row} store={storeName(row.store)} />
            ))}
          </Stack>
        )
      }
    </QueryState>
  );
}

function Feed({ row, store }: { row: FeedRow; store: string | null }) {
  const format = useFormat();
  return (
    <article className="panel feed">
      <div className="feed-head">
        <Text size="sm" fw={600} component="h2">
          <Link to={`/offers/feed/${encodeURIComponent(row.name)}`} className="plain" title={s.edit(row.name)}>
            {row.name}
          </Link>
        </Text>
        {row.problem ? (
          <Tag tone="bad">{s.failed}</Tag>
        ) : row.fetched_at ? (
          <Tag tone="good">{s.fine}</Tag>
        ) : (
          <Tag tone="quiet">{s.notYet}</Tag>
        )}
      </div>
      <Text size="xs" c="dimmed">
        {[row.host, row.program === 'own' ? t.offers.own : row.program, store && s.store(store), row.format, s.every(row.every)]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      {!row.fetched_at && row.next_at && (
        <Text size="sm" mt={6}>
          {s.firstAt(format.at(row.next_at))}
        </Text>
      )}
      {row.problem && row.fetched_at && (
        <Text size="sm" mt={6}>
          {s.problem(format.at(row.fetched_at), row.problem)}
        </Text>
      )}
      {row.taken_at && (
        <Text size="sm" mt={6}>
          {s.taken(format.number(row.taken), format.at(row.taken_at))}
          {!row.problem && row.fetched_at !== row.taken_at && ` ${s.same(format.at(row.fetched_at))}`}
        </Text>
      )}
      {row.set_aside.length > 0 && (
        <details>
          <summary>{s.refused(row.refused)}</summary>
          {row.refused > row.set_aside.length && (
            <Text size="xs" c="dimmed">
              {s.first(row.set_aside.length)}
            </Text>
          )}
          <BadRows rows={row.set_aside} title={false} />
        </details>
      )}
    </article>
  );
}
