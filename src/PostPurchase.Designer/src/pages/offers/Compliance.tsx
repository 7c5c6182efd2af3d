import { Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { Empty } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';
import { useCompliance } from './data';

const s = t.offers.compliance;

export function Compliance() {
  const findings = useCompliance();
  return (
    <QueryState query={findings}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={s.clean} text={s.cleanText} />
        ) : (
          <Stack gap="sm">
            {items.map((row) => (
              <article key={`${row.code}-${row.file}-${row.line}-${row.column}-${row.step}`} className="panel finding">
                <Group gap={6}>
                  <Tag tone={row.blocks ? 'bad' : 'note'}>{row.blocks ? s.blocks : s.warns}</Tag>
                  <Text size="sm" fw={600} span>
                    {row.code} {row.rule}
                  </Text>
                </Group>
                <Text size="sm">{row.message}</Text>
                <Text size="xs" c="dimmed">
                  {row.source} · {row.file}:{row.line}:{row.column}
                  {row.journey && (
                    <>
                      {' · '}
                      <Link to={`/journeys/${encodeURIComponent(row.journey)}`} className="text-link">
                        {row.journey}
                        {row.step && ` / ${row.step}`}
                      </Link>
                    </>
                  )}
                </Text>
                {row.reason && <Text size="xs">{s.answered(row.reason)}</Text>}
              </article>
            ))}
          </Stack>
        )
      }
    </QueryState>
  );
}
