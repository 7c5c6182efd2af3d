import { Table, Text } from '@mantine/core';
import { type RunsOf, useRunRows } from '../../api/learning';
import { sentence, useFormat } from '../../parts/format';
import { t } from '../../strings';
import { OpenedRows } from './OpenedRows';

const l = t.learning;

/** How many entered a journey or ended so, which opens into their runs. */
export function Runs({ of, title, children }: { of: RunsOf; title: string; children: string }) {
  const format = useFormat();
  return (
    <OpenedRows
      title={title}
      heads={[l.runEntered, l.runEnded]}
      useRows={(isOpen) => useRunRows(isOpen ? of : null)}
      cells={(row) => (
        <>
          <Table.Td>{format.at(row.entered_at)}</Table.Td>
          <Table.Td>
            {row.ended_at ? format.at(row.ended_at) : l.runOpen}
            {row.reason && (
              <Text size="xs" c="dimmed">
                {sentence(row.reason)}
              </Text>
            )}
          </Table.Td>
        </>
      )}
    >
      {children}
    </OpenedRows>
  );
}
