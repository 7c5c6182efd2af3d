import { Modal, Table, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useFormat } from '../../parts/format';
import { More } from '../../parts/More';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';
import { type EarningsPartsOf, useEarningsParts } from './data';

const e = t.commission.earnings;

/** A number of a row of earnings that opens into the mails, clicks, orders or sales that it is made of. */
export function Parts({
  of,
  title,
  heading,
  amount,
  children,
}: {
  of: EarningsPartsOf;
  title: string;
  heading: string;
  amount: (brings: string) => string;
  children: string;
}) {
  const [isOpen, setOpen] = useState(false);
  const { at } = useFormat();
  const parts = useEarningsParts(isOpen ? of : null);
  return (
    <>
      <UnstyledButton className="text-link" onClick={() => setOpen(true)} fz="sm" aria-label={`${children}: ${title}`}>
        {children}
      </UnstyledButton>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={title} size="lg" closeButtonProps={{ 'aria-label': t.state.close }}>
        <QueryState query={parts}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            if (items.length === 0) return <Text c="dimmed">{t.learning.empty}</Text>;
            return (
              <>
                <Table className="rows">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th visibleFrom="sm">{t.commission.columns.when}</Table.Th>
                      <Table.Th>{t.learning.customer}</Table.Th>
                      <Table.Th>{e.mail}</Table.Th>
                      <Table.Th className="number">{heading}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {items.map((part, place) => (
                      <Table.Tr key={place}>
                        <Table.Td visibleFrom="sm">{at(part.at)}</Table.Td>
                        <Table.Td style={{ overflowWrap: 'anywhere' }}>
                          <Link className="text-link" to={`/customers/${part.customer_id}`}>
                            {part.customer || part.customer_id}
                          </Link>
                          <Text size="xs" c="dimmed" hiddenFrom="sm">
                            {at(part.at)}
                          </Text>
                        </Table.Td>
                        <Table.Td>
                          <Link className="text-link" to={`/deliveries/${part.delivery}`}>
                            {part.slot === null ? e.openMail : e.openLink(part.slot)}
                          </Link>
                        </Table.Td>
                        <Table.Td className="number">{amount(part.brings)}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
                <More query={parts} />
              </>
            );
          }}
        </QueryState>
      </Modal>
    </>
  );
}
