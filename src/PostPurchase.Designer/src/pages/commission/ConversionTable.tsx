import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFormat } from '../../parts/format';
import { More } from '../../parts/More';
import { OpenRow } from '../../parts/OpenRow';
import { QueryState } from '../../parts/QueryState';
import { ScrollX } from '../../parts/ScrollX';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';
import { Earned, Follow, Source, StatusTag, useSum } from './cells';
import { type Conversion, type ConversionFilter, useConversions } from './data';

const s = t.commission;
const c = s.columns;

/** Conversions, newest first; each opens the chain behind it. */
export function ConversionTable({
  filter,
  label,
  empty,
  last,
}: {
  filter: ConversionFilter;
  label: string;
  empty: ReactNode;
  last?: { title: string; of: (row: Conversion) => ReactNode };
}) {
  const conversions = useConversions(filter);
  return (
    <QueryState query={conversions}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0) return <>{empty}</>;
        return (
          <ScrollX label={label} isBusy={conversions.isFetching}>
            <Table className="rows conversions" verticalSpacing={8} horizontalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{c.what}</Table.Th>
                  <Table.Th className={last ? 'hide-narrow' : undefined}>{c.status}</Table.Th>
                  <Table.Th className="number hide-narrow">{c.sale}</Table.Th>
                  <Table.Th className={last ? 'number hide-narrow' : 'number'}>{c.commission}</Table.Th>
                  <Table.Th className={last ? undefined : 'hide-narrow'}>{last?.title ?? c.from}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((row) => (
                  <Row
                    key={row.id}
                    row={row}
                    booked={filter.booked}
                    last={last?.of(row) ?? <Source row={row} />}
                    isNarrow={Boolean(last)}
                  />
                ))}
              </Table.Tbody>
            </Table>
            <More query={conversions} />
          </ScrollX>
        );
      }}
    </QueryState>
  );
}

function Row({ row, booked, last, isNarrow }: { row: Conversion; booked?: string; last: ReactNode; isNarrow: boolean }) {
  const format = useFormat();
  const sum = useSum();
  return (
    <OpenRow>
      <Table.Td>
        <Follow row={row} />
        <Text size="xs" c="dimmed">
          {[format.at(row.occurred_at), row.merchant, row.order && s.order(row.order)].filter(Boolean).join(' · ')}
        </Text>
      </Table.Td>
      <Table.Td className={isNarrow ? 'hide-narrow' : undefined}>
        <StatusTag status={row.status} />
        {row.match === 'none' && (
          <div className="under">
            <Tag tone="note">{s.unmatchedTag}</Tag>
          </div>
        )}
      </Table.Td>
      <Table.Td className="number hide-narrow">{sum(row.sale)}</Table.Td>
      <Table.Td className={isNarrow ? 'number hide-narrow' : 'number'}>
        <Earned row={row} booked={booked} />
      </Table.Td>
      <Table.Td className={isNarrow ? undefined : 'hide-narrow'}>{last}</Table.Td>
    </OpenRow>
  );
}
