import { Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { useExperiments } from '../../api/learning';
import { useJourneyNames } from '../../api/queries';
import { useFormat } from '../../parts/format';
import { More } from '../../parts/More';
import { Empty } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { ScrollX } from '../../parts/ScrollX';
import { t } from '../../strings';
import { type AuditRow, actionOf, type Known, sideOf, subjectOf } from './auditWords';
import { changeOf } from './change';

const s = t.access.audit;

type AuditPage = { items: AuditRow[]; next: string | null };

export function Audit() {
  const format = useFormat();
  const known = useKnown();
  const audit = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam }) => api.get<AuditPage>('/audit', { before: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  return (
    <QueryState query={audit}>
      {({ pages }) => {
        const rows = pages.flatMap(({ items }) => items);
        if (rows.length === 0) return <Empty title={s.empty} text={s.emptyText} />;
        return (
          <Stack gap="md">
            <ScrollX label={t.access.tabs.audit}>
              <Table className="rows" verticalSpacing={8} horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th className="hide-narrow">{s.when}</Table.Th>
                    <Table.Th className="hide-narrow">{s.who}</Table.Th>
                    <Table.Th>{s.what}</Table.Th>
                    <Table.Th className="hide-narrow">{s.subject}</Table.Th>
                    <Table.Th className="hide-narrow">{s.change}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map((row) => (
                    <Table.Tr key={row.id}>
                      <Table.Td className="when hide-narrow">{format.at(row.at)}</Table.Td>
                      <Table.Td className="hide-narrow">{row.actor}</Table.Td>
                      <Table.Td>
                        {actionOf(row)}
                        <Text size="xs" c="dimmed" className="only-narrow" style={anywhere}>
                          {[subjectOf(row, known)?.name, row.actor, format.at(row.at)].filter(Boolean).join(' · ')}
                        </Text>
                        <Change row={row} isBelow />
                      </Table.Td>
                      <Table.Td className="hide-narrow" style={anywhere}>
                        <Subject row={row} known={known} />
                      </Table.Td>
                      <Table.Td className="hide-narrow" miw={160}>
                        <Change row={row} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </ScrollX>
            <More query={audit} />
          </Stack>
        );
      }}
    </QueryState>
  );
}

const anywhere = { overflowWrap: 'anywhere' as const };

function useKnown(): Known {
  const journey = useJourneyNames();
  const experiments = useExperiments().data?.items;
  return {
    journey,
    experiment: (key, step, name) => experiments?.find((one) => one.journey === key && one.step === step && one.name === name)?.id,
  };
}

function Subject({ row, known }: { row: AuditRow; known: Known }) {
  const subject = subjectOf(row, known);
  if (subject?.to == null) return subject?.name;
  return (
    <Link to={subject.to} className="text-link">
      {subject.name}
    </Link>
  );
}

/** In a column of its own, or on phones below what was done. */
function Change({ row, isBelow = false }: { row: AuditRow; isBelow?: boolean }) {
  const { at } = useFormat();
  return (
    <Text size="xs" c="dimmed" className={isBelow ? 'only-narrow' : ''} style={{ ...anywhere, whiteSpace: 'pre-line' }}>
      {changeOf(sideOf(row, 'before', at), sideOf(row, 'after', at))}
    </Text>
  );
}
