import { Button, Modal, Table, UnstyledButton } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';

type Row = { id: string; customer_id: string; customer: string };
type Props<T extends Row> = {
  title: string;
  /** Headings of the columns after that of the customer. */
  heads: string[];
  /** Asks for the rows, once they are looked at. */
  useRows: (isOpen: boolean) => UseInfiniteQueryResult<InfiniteData<{ items: T[] }>>;
  /** What stands in those columns. */
  cells: (row: T) => ReactNode;
  children: string;
};

/** A number that opens into what it counts, a row each with its customer; none opens into nothing. */
export function OpenedRows<T extends Row>({ title, heads, useRows, cells, children }: Props<T>) {
  const [isOpen, setOpen] = useState(false);
  const rows = useRows(isOpen);
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
                    {[t.learning.customer, ...heads].map((head) => (
                      <Table.Th key={head}>{head}</Table.Th>
                    ))}
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
                        {cells(row)}
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
