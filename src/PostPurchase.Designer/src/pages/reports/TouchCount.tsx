import { Button, Modal, Table, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { type TouchesOf, useTouchRows } from '../../api/learning';
import { sentence, useFormat, words } from '../../parts/format';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';

const l = t.learning;

/** How many opens or clicks somebody made, which opens into them; none open into nothing. */
export function TouchCount({ of, title, children }: { of: TouchesOf; title: string; children: string }) {
  const [isOpen, setOpen] = useState(false);
  const rows = useTouchRows(isOpen ? of : null);
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
                    <Table.Th>{l.touchedMail}</Table.Th>
                    <Table.Th>{l.touchedAt}</Table.Th>
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
