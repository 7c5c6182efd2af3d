import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { ScrollX } from '../../parts/ScrollX';

export type Column<Row> = {
  name: string;
  of: (row: Row) => ReactNode;
  isNumber?: boolean;
  isLong?: boolean;
  isLess?: boolean;
  hint?: string;
};

/** A table of a report; numbers stand to the right, and what they are of stays in sight where it is pushed aside. A long column has names; a lesser one is left out on phones. */
export function DataTable<Row>({
  label,
  rows,
  keyOf,
  columns,
}: {
  label: string;
  rows: Row[];
  keyOf: (row: Row) => string;
  columns: Column<Row>[];
}) {
  return (
    <ScrollX label={label}>
      <Table className="rows wrapping-heads of-report">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.name} className={classOf(column)} title={column.hint}>
                {column.name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={keyOf(row)}>
              {columns.map((column) => (
                <Table.Td key={column.name} className={classOf(column)}>
                  {column.of(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollX>
  );
}

const classOf = ({ isNumber, isLong, isLess }: Pick<Column<never>, 'isNumber' | 'isLong' | 'isLess'>) =>
  [isNumber ? 'number' : isLong && 'long', isLess && 'hide-narrow'].filter(Boolean).join(' ') || undefined;
