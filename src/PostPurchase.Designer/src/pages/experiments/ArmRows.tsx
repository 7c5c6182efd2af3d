import { Modal, Table, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Experiment, useFigureRows } from '../../api/learning';
import { useFormat } from '../../parts/format';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';
import { tallyOf } from './figures';

const l = t.learning;

/** A number of recipients that opens into the customers behind it. */
export function ArmRows({ experiment, arm, metric }: { experiment: Experiment; arm: Experiment['arms'][number]; metric: string }) {
  const [isOpen, setOpen] = useState(false);
  const rows = useFigureRows(isOpen ? { figure: tallyOf(metric), a: experiment.id, b: arm.number } : null);
  const format = useFormat();
  const count = arm.metrics.find((one) => one.metric === metric)?.customers ?? arm.assigned;
  if (count === 0) return <>0</>;
  return (
    <>
      <UnstyledButton className="text-link" onClick={() => setOpen(true)} fz="sm">
        {format.number(count)}
      </UnstyledButton>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={l.rowsOf(l.metrics[metric] ?? metric, arm.name)}
        closeButtonProps={{ 'aria-label': t.state.close }}
      >
        <QueryState query={rows}>
          {({ items }) =>
            items.length === 0 ? (
              <Text c="dimmed">{l.empty}</Text>
            ) : (
              <Table className="rows">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{l.customer}</Table.Th>
                    <Table.Th className="number">{l.metrics[metric]}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((row) => (
                    <Table.Tr key={row.customer_id}>
                      <Table.Td>
                        <Link className="text-link" to={`/customers/${row.customer_id}`}>
                          {row.customer || row.customer_id}
                        </Link>
                      </Table.Td>
                      <Table.Td className="number">{format.number(Number(row.total))}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            )
          }
        </QueryState>
      </Modal>
    </>
  );
}
