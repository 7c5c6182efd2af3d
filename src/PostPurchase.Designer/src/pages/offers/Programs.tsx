import { Button, Group, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useMay } from '../../access/session';
import { useFormat } from '../../parts/format';
import { OpenRow } from '../../parts/OpenRow';
import { Empty } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { ScrollX } from '../../parts/ScrollX';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';
import { type ProgramRow, usePrograms } from './data';
import { networkName } from './networks';

const s = t.offers.programs;
const f = t.offerForms;
const tones = { yes: 'good', approval: 'note', no: 'bad' } as const;

export function Programs() {
  const programs = usePrograms();
  const format = useFormat();
  const mayWrite = useMay('write');
  return (
    <QueryState query={programs}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty
            title={s.empty}
            text={f.emptyPrograms}
            action={
              mayWrite && (
                <Button component={Link} to="/offers/add-program">
                  {f.addProgram}
                </Button>
              )
            }
          />
        ) : (
          <ScrollX label={t.offers.tabs.programs}>
            <Table className="rows" verticalSpacing={8} horizontalSpacing="md">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t.offers.program}</Table.Th>
                  <Table.Th>{s.mail}</Table.Th>
                  <Table.Th className="hide-narrow">{s.redirect}</Table.Th>
                  <Table.Th className="hide-narrow">{s.prices}</Table.Th>
                  <Table.Th className="hide-narrow">{s.commission}</Table.Th>
                  <Table.Th className="number">{s.offers}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((row) => (
                  <OpenRow key={row.key}>
                    <Table.Td>
                      <Name row={row} />
                    </Table.Td>
                    <Table.Td>
                      <Tag tone={tones[row.email_allowed as keyof typeof tones] ?? 'quiet'}>
                        {s.mails[row.email_allowed] ?? row.email_allowed}
                      </Tag>
                    </Table.Td>
                    <Table.Td className="hide-narrow">{row.redirect_allowed ? s.yes : s.no}</Table.Td>
                    <Table.Td className="hide-narrow">{row.prices_allowed ? s.yes : s.no}</Table.Td>
                    <Table.Td className="hide-narrow">{commission(row)}</Table.Td>
                    <Table.Td className="number">{format.number(row.offers)}</Table.Td>
                  </OpenRow>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollX>
        )
      }
    </QueryState>
  );
}

function Name({ row }: { row: ProgramRow }) {
  return (
    <>
      <Group gap={6}>
        <Text size="sm" fw={600} span>
          {row.files.length > 0 ? (
            <Link to={`/offers/program/${encodeURIComponent(row.key)}`} className="plain row-link" title={f.openProgram(row.name)}>
              {row.name}
            </Link>
          ) : (
            row.name
          )}
        </Text>
        {!row.open && <Tag tone="quiet">{s.closed}</Tag>}
      </Group>
      <Text size="xs" c="dimmed">
        {row.key === 'own' ? t.offers.own : [networkName(row.network), row.merchant].filter(Boolean).join(' · ')}
      </Text>
      {row.disclosure && (
        <Text size="xs" c="dimmed">
          {s.words}: {row.disclosure}
        </Text>
      )}
      {row.denied_claims.length > 0 && (
        <Text size="xs" c="dimmed">
          {s.denied}: {row.denied_claims.join(', ')}
        </Text>
      )}
    </>
  );
}

function commission(row: ProgramRow): string {
  const entries = Object.entries(row.commission);
  if (entries.length === 0) return '–';
  return entries.map(([category, pays]) => (category === 'default' ? pays : `${category} ${pays}`)).join(', ');
}
