import { Group, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { sentence, useFormat, words } from '../../parts/format';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';
import { recipientOf } from '../deliveries/DeliveryTable';
import { useOfferNames } from '../offers/names';
import { Source, StatusTag } from './cells';
import type { ConversionDetail } from './data';

const c = t.commission.chain;
type Part = { detail: ConversionDetail };

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="chain-part" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

export function Entries({ detail }: Part) {
  const format = useFormat();
  return (
    <Section title={c.entries}>
      {detail.entries.length === 0 ? (
        <Text size="sm">{c.noEntries}</Text>
      ) : (
        <Table className="rows" verticalSpacing={4}>
          <Table.Tbody>
            {detail.entries.map((entry, i) => (
              <Table.Tr key={i}>
                <Table.Td>
                  {c.kinds[entry.kind] ?? words(entry.kind)}
                  {entry.report === '0' && (
                    <Text size="xs" c="dimmed">
                      {c.takenBack}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <StatusTag status={entry.status} />
                </Table.Td>
                <Table.Td className="hide-narrow">{format.at(entry.at)}</Table.Td>
                <Table.Td className="number">{format.money(entry.amount)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Text size="xs" c="dimmed" mt={4}>
        {c.entriesText}
      </Text>
    </Section>
  );
}

export function Said({ detail }: Part) {
  const format = useFormat();
  return (
    <Section title={c.reports}>
      <ol className="story">
        {detail.reports.map((report) => (
          <li key={report.id} data-tone={report.held || report.status === 'reversed' ? 'bad' : 'good'}>
            <Group gap={6}>
              <Text size="sm" span>
                {c.ways[report.way] ?? words(report.way)}
              </Text>
              <StatusTag status={report.status} />
            </Group>
            <Text size="sm">{c.said(format.money(report.commission), format.money(report.sale))}</Text>
            <Text size="xs" c="dimmed">
              {[
                format.at(report.received_at),
                report.as_of && c.asOf(format.at(report.as_of)),
                report.status_word && c.word(report.status_word),
                report.is_delta && c.delta,
                report.held,
              ]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </li>
        ))}
      </ol>
      {detail.reason && <Text size="sm">{c.reason(detail.reason)}</Text>}
    </Section>
  );
}

export function Click({ detail }: Part) {
  const format = useFormat();
  return (
    <Section title={c.click}>
      {detail.clicks.map((at) => (
        <Text size="sm" key={at}>
          {c.clicked(format.at(at))}
        </Text>
      ))}
      {detail.clicked_at && <Text size="sm">{c.clickedByNetwork(format.at(detail.clicked_at))}</Text>}
      {detail.clicks.length === 0 && !detail.clicked_at && <Text size="sm">{c.noClick}</Text>}
      {detail.target && (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {c.leads} {detail.target}
        </Text>
      )}
    </Section>
  );
}

export function Mail({ detail }: Part) {
  const format = useFormat();
  const { mail, conversion } = detail;
  if (!mail) return null;
  return (
    <Section title={c.mail}>
      <Text size="sm" fw={600}>
        {mail.subject ?? t.deliveries.noSubject}
      </Text>
      <Text size="sm">
        <Link className="text-link" to={`/customers/${encodeURIComponent(mail.customer_id)}`}>
          {c.to(recipientOf(mail) ?? t.deliveries.erasedCustomer, format.at(mail.at ?? mail.due_at))}
        </Link>
      </Text>
      <Source row={conversion} />
      <Text size="sm" mt={4}>
        <Link className="text-link" to={`/deliveries/${encodeURIComponent(mail.id)}`}>
          {c.seeMail}
        </Link>
      </Text>
      <Text size="xs" c="dimmed" mt={4}>
        {c.matchedBy[conversion.match]}
      </Text>
    </Section>
  );
}

export function Offer({ detail }: Part) {
  const { conversion } = detail;
  const names = useOfferNames();
  return (
    <Section title={c.offer}>
      {conversion.offer ? (
        <>
          <Group gap={6}>
            <Text size="sm" fw={600} span>
              {detail.offer_name ?? names.offer(conversion.offer)}
            </Text>
            {conversion.program && <Tag tone="quiet">{names.program(conversion.program)}</Tag>}
          </Group>
          <Text size="sm">{detail.offer_reason ? sentence(detail.offer_reason) : c.noReason}</Text>
        </>
      ) : (
        <Text size="sm">{c.noOffer}</Text>
      )}
      {detail.purchase && (
        <Text size="xs" c="dimmed" mt={4}>
          {c.buyer}
        </Text>
      )}
    </Section>
  );
}
