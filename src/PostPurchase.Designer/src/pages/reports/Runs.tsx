import { Button, Modal, Table, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { type RunsOf, useRunRows } from '../../api/learning';
import { sentence, useFormat } from '../../parts/format';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';

const l = t.learning;

/** How many entered a journey or ended so, which opens into their runs; nobody opens into nothing. */
export function Runs({ of, title, children }: { of: RunsOf; title: string; children: string }) {
  const [isOpen, setOpen] = useState(false);
  const rows = useRunRows(isOpen ? of : null);
  const format = useFormat();
  if (!/[1-9]/.test(children)) return children;
  return (
    <>
      <UnstyledButton className="text-link" onClick={() => setOpen(true)} fz="sm" aria-label={`${children}: ${title}`}>
        {children}
      </UnstyledButton>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={title} size="lg" closeButtonProps={{ 'aria-label': t.state.close }}>
        <QueryState query={rows}>
          {({ pages }) => (
            <>
              <Table className="rows">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{l.customer}</Table.Th>
                    <Table.Th>{l.runEntered}</Table.Th>
                    <Table.Th>{l.runEnded}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {pages
                    .flatMap((page) => page.items)
                    .map((row) => (
                      <Table.Tr key={row.id}>
                        <Table.Td style={{ overflowWrap: 'anywhere' }}>
                          <Link className="text-link" to={`/customers/${row.customer_id}`}>
                            {row.customer || row.customer_id}
                          </Link>
                        </Table.Td>
                        <Table.Td>{format.at(row.entered_at)}</Table.Td>
                        <Table.Td>
                          {row.ended_at ? format.at(row.ended_at) : l.runOpen}
                          {row.reason && (
                            <Text size="xs" c="dimmed">
                              {sentence(row.reason)}
                            </Text>
                          )}
                        </Table.Td>
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
          )}
        </QueryState>
      </Modal>
    </>
  );
}
