import { Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useJourneyNames } from '../../api/queries';
import type { Delivery } from '../../api/types';
import { Breaks } from '../../parts/Breaks';
import { reasonBeside, useFormat, words } from '../../parts/format';
import { OpenRow } from '../../parts/OpenRow';
import { ScrollX } from '../../parts/ScrollX';
import { SendTag } from '../../parts/Tag';
import { t } from '../../strings';

const d = t.deliveries;

export function DeliveryTable({ items }: { items: Delivery[] }) {
  const format = useFormat();
  const nameOf = useJourneyNames();
  return (
    <ScrollX isPlain label={t.deliveries.title}>
      <Table className="rows" verticalSpacing={8} horizontalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{d.subject}</Table.Th>
            <Table.Th className="hide-narrow">{d.customer}</Table.Th>
            <Table.Th>{d.state}</Table.Th>
            <Table.Th className="hide-narrow">{d.journey}</Table.Th>
            <Table.Th className="hide-narrow">{d.when}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((row) => (
            <OpenRow key={row.id}>
              <Table.Td w={{ base: '62%', xs: 'auto' }} maw={{ base: '58vw', xs: 340 }}>
                <Link to={`/deliveries/${encodeURIComponent(row.id)}`} className="plain row-link">
                  <Text size="sm" className="subject" {...(row.subject ? { fw: 550 } : { c: 'dimmed' })}>
                    {row.subject || withoutSubject(row)}
                  </Text>
                </Link>
                <Text size="xs" c="dimmed" className="only-narrow" style={{ overflowWrap: 'anywhere' }}>
                  <Breaks text={recipientOf(row) ?? d.erasedCustomer} /> · {when(row, format)}
                  {redirectedOf(row) && (
                    <>
                      <br />
                      {redirectedOf(row)}
                    </>
                  )}
                </Text>
              </Table.Td>
              <Table.Td className="hide-narrow" maw={280}>
                <Text size="sm" truncate>
                  <Recipient row={row} className="plain" />
                </Text>
                <RedirectedTo row={row} />
              </Table.Td>
              <Table.Td>
                <SendTag state={row.state} leftAs={row.left_as} />
                {reasonBeside(row.reason) && (
                  <Text size="xs" c="dimmed" mt={2}>
                    {reasonBeside(row.reason)}
                  </Text>
                )}
              </Table.Td>
              <Table.Td className="hide-narrow" miw={150}>
                <Text size="sm">{words(row.step)}</Text>
                <Text size="xs" c="dimmed">
                  {nameOf(row.journey)}
                </Text>
              </Table.Td>
              <Table.Td className="hide-narrow" miw={232}>
                <Text size="sm">{when(row, format)}</Text>
                {isLater(row) && (
                  <Text size="xs" c="dimmed">
                    {d.madeAt(format.at(row.made_at))}
                  </Text>
                )}
              </Table.Td>
            </OpenRow>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollX>
  );
}

const neverLeaves = ['skipped', 'expired', 'parked'];
const hasLeft = ['accepted', 'rejected', 'uncertain'];

/** What stands for a subject that is not there. What has left has an address, until its customer is erased. */
export function withoutSubject(row: Delivery): string {
  if (hasLeft.includes(row.state)) return row.address ? d.notKept : d.erased;
  return neverLeaves.includes(row.state) ? d.neverMade : d.noSubject;
}

const redirected = (row: Delivery) => (row.left_as === 'redirected' && row.address ? d.redirectedTo(row.address) : null);

/** Whom a mail is to, also where it was redirected to somebody else; null after an erasure, which leaves no name. */
export const recipientOf = (row: Delivery) => (redirected(row) ? row.customer || redirected(row) : row.address || row.customer) || null;

/** To whom it was redirected; null where it was not, or where nobody else is known. */
const redirectedOf = (row: Delivery) => (row.customer ? redirected(row) : null);

/** Stands below the recipient. */
export function RedirectedTo({ row }: { row: Delivery }) {
  const text = redirectedOf(row);
  return (
    text && (
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Text>
    )
  );
}

/** Leads to the customer, as long as there is one. */
export function Recipient({ row, className }: { row: Delivery; className: string }) {
  const name = recipientOf(row);
  if (name === null) return d.erasedCustomer;
  return (
    <Link to={`/customers/${encodeURIComponent(row.customer_id)}`} className={className}>
      {name}
    </Link>
  );
}

const when = (row: Delivery, format: ReturnType<typeof useFormat>) => (row.at ? format.at(row.at) : `${d.due} ${format.at(row.due_at)}`);

const hour = 3_600_000;

/** Whether it left, or is due, so much later than it was made that the list does not seem to be in order. */
const isLater = (row: Delivery) => Date.parse(row.at ?? row.due_at ?? row.made_at) - Date.parse(row.made_at) > hour;
