import { Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { type TouchesOf, useTouchRows } from '../../api/learning';
import { sentence, useFormat, words } from '../../parts/format';
import { t } from '../../strings';
import { OpenedRows } from './OpenedRows';

const l = t.learning;

/** How many opens or clicks somebody made, which opens into them. */
export function TouchCount({ of, title, children }: { of: TouchesOf; title: string; children: string }) {
  const format = useFormat();
  return (
    <OpenedRows
      title={title}
      heads={[l.touchedMail, l.touchedAt]}
      useRows={(isOpen) => useTouchRows(isOpen ? of : null)}
      cells={(row) => (
        <>
          <Table.Td>
            <Link className="text-link" to={`/deliveries/${row.delivery}`}>
              {row.step ? words(row.step) : l.touchedMail}
            </Link>
          </Table.Td>
          <Table.Td>
            {format.at(row.at)}
            <Text size="xs" c="dimmed">
              {sentence(row.reason)}
            </Text>
          </Table.Td>
        </>
      )}
    >
      {children}
    </OpenedRows>
  );
}
