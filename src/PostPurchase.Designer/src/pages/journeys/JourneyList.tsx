import { Button, Group, Table, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../access/session';
import { useJourneys } from '../../api/queries';
import type { JourneyRow } from '../../api/types';
import { useFormat } from '../../parts/format';
import { OpenRow } from '../../parts/OpenRow';
import { Empty, Page } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { ScrollX } from '../../parts/ScrollX';
import { Sparkline } from '../../parts/Sparkline';
import { StatusTag, Tag } from '../../parts/Tag';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { failedMails } from '../deliveries/failedMails';
import { NewJourney } from './NewJourney';

const j = t.journeys;

export default function JourneyList() {
  const journeys = useJourneys();
  const [q, setQ] = useParam('q');
  const [isNew, setIsNew] = useState(false);
  const mayWrite = useMay('write');
  return (
    <Page
      title={j.title}
      intro={j.intro}
      actions={
        mayWrite && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsNew(true)}>
            {j.fresh.button}
          </Button>
        )
      }
    >
      <NewJourney isOpen={isNew} close={() => setIsNew(false)} />
      <QueryState query={journeys}>
        {({ items }) => {
          if (items.length === 0)
            return (
              <Empty
                title={j.empty}
                text={j.emptyText}
                action={
                  mayWrite && (
                    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsNew(true)}>
                      {j.fresh.button}
                    </Button>
                  )
                }
              />
            );
          const shown = items
            .filter((row) => `${row.name} ${row.key}`.toLowerCase().includes(q.toLowerCase()))
            .toSorted((a, b) => a.name.localeCompare(b.name));
          return (
            <>
              <TextInput
                mb="sm"
                maw={{ xs: 320 }}
                placeholder={j.search}
                aria-label={j.search}
                leftSection={<IconSearch size={16} aria-hidden />}
                value={q}
                onChange={(event) => setQ(event.currentTarget.value)}
              />
              {shown.length === 0 ? (
                <Text c="dimmed" size="sm">
                  {j.noMatch}
                </Text>
              ) : (
                <JourneyTable items={shown} />
              )}
            </>
          );
        }}
      </QueryState>
    </Page>
  );
}

const hasCommission = (row: JourneyRow) => row.commission !== null || row.commission_apart.length > 0;

const commissionOf = (row: JourneyRow, format: ReturnType<typeof useFormat>) =>
  [format.money(row.commission), ...row.commission_apart.map((amount) => j.apart(format.money(amount)))].join(' ');

function JourneyTable({ items }: { items: JourneyRow[] }) {
  const format = useFormat();
  const most = Math.max(0, ...items.flatMap((row) => row.sparkline));
  // Only journeys of one name are told apart by their keys.
  const isAlike = ({ key, name }: JourneyRow) => items.some((row) => row.name === name && row.key !== key);
  return (
    <ScrollX label={j.title}>
      <Table className="rows" verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{j.name}</Table.Th>
            <Table.Th>{j.status}</Table.Th>
            <Table.Th className="number hide-narrow">{j.inside}</Table.Th>
            <Table.Th className="number">{j.sent}</Table.Th>
            <Table.Th className="number hide-narrow">{j.clicks}</Table.Th>
            <Table.Th className="number hide-narrow">{j.commission}</Table.Th>
            <Table.Th className="hide-narrow">{j.month}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((row) => (
            <OpenRow key={row.key}>
              <Table.Td>
                <Link to={`/journeys/${encodeURIComponent(row.key)}`} className="plain row-link">
                  <Text fw={600} size="sm" span>
                    {row.name}
                  </Text>
                </Link>
                <Text size="xs" c="dimmed">
                  {[isAlike(row) && row.key, row.has_draft && j.draftWaiting].filter(Boolean).join(' · ')}
                </Text>
                <Text size="xs" c="dimmed" className="only-narrow">
                  {j.figures(format.number(row.inside), row.human_clicks, hasCommission(row) ? commissionOf(row, format) : null)}
                </Text>
              </Table.Td>
              <Table.Td>
                <Group gap={4}>
                  <StatusTag status={row.status} />
                  {row.problems > 0 && <Tag tone="bad">{j.problems(row.problems)}</Tag>}
                  {row.failed > 0 && (
                    <Link to={failedMails(row.key)} className="plain" aria-label={j.failedOf(row.failed, row.name)}>
                      <Tag tone="bad">{j.failed(format.number(row.failed))}</Tag>
                    </Link>
                  )}
                </Group>
              </Table.Td>
              <Table.Td className="number hide-narrow">{format.number(row.inside)}</Table.Td>
              <Table.Td className="number">{format.number(row.sent)}</Table.Td>
              <Table.Td className="number hide-narrow">{format.number(row.human_clicks)}</Table.Td>
              <Table.Td className="number hide-narrow">{commissionOf(row, format)}</Table.Td>
              <Table.Td className="hide-narrow">
                <Sparkline
                  values={row.sparkline}
                  most={most}
                  label={j.spark(
                    row.name,
                    row.sparkline.reduce((sum, n) => sum + n, 0),
                  )}
                />
              </Table.Td>
            </OpenRow>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollX>
  );
}
