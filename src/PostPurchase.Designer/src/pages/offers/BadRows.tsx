import { Table, Text } from '@mantine/core';
import { t } from '../../strings';
import type { BadRow } from './data';

const s = t.offers.importing;

/** The rows of an import that were set aside, each with its line and what was wrong; `title={false}` where their number is said already. */
export function BadRows({ rows, title = true }: { rows: BadRow[]; title?: boolean }) {
  if (rows.length === 0) return null;
  return (
    <>
      {title && (
        <Text size="sm" fw={600}>
          {s.refused(rows.length)}
        </Text>
      )}
      <div className="bad-rows">
        <Table className="rows" verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th className="number">{s.line}</Table.Th>
              <Table.Th>{s.reason}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={`${row.line}: ${row.reason}`}>
                <Table.Td className="number">{row.line || '–'}</Table.Td>
                <Table.Td>{row.reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </>
  );
}
