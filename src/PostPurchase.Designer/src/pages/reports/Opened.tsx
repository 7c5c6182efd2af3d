import { Button, Modal, Table, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Figure, useFigureRows } from '../../api/learning';
import { useFormat } from '../../parts/format';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';

const l = t.learning;

/** A number of a report that opens into the customers behind it, and what each brings to it. */
export function Opened({
  figure,
  title,
  heading,
  amount,
  value = 'total',
  counted,
  children,
}: {
  figure: Figure;
  title: string;
  heading: string;
  amount: (value: number) => string;
  value?: 'total' | 'observations';
  /** Heading of a column with how often each counts, for averages. */
  counted?: string;
  children: string;
}) {
  const [isOpen, setOpen] = useState(false);
  const { number } = useFormat();
  const rows = useFigureRows(isOpen ? figure : null);
  return (
    <>
      <UnstyledButton className="text-link" onClick={() => setOpen(true)} fz="sm" aria-label={`${children}: ${title}`}>
        {children}
      </UnstyledButton>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={title} closeButtonProps={{ 'aria-label': t.state.close }}>
        <QueryState query={rows}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            if (items.length === 0) return <Text c="dimmed">{l.empty}</Text>;
            return (
              <>
                <Table className="rows">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{l.customer}</Table.Th>
                      {counted && <Table.Th className="number">{counted}</Table.Th>}
                      <Table.Th className="number">{heading}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {items.map((row) => (
                      <Table.Tr key={row.customer_id}>
                        <Table.Td style={{ overflowWrap: 'anywhere' }}>
                          <Link className="text-link" to={`/customers/${row.customer_id}`}>
                            {row.customer || row.customer_id}
                          </Link>
                        </Table.Td>
                        {counted && <Table.Td className="number">{number(row.observations)}</Table.Td>}
                        <Table.Td className="number">{amount(Number(row[value]))}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
                {rows.hasNextPage && (
                  <Button variant="default" size="xs" mt="sm" loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
                    {t.state.more}
                  </Button>
                )}
              </>
            );
          }}
        </QueryState>
      </Modal>
    </>
  );
}
