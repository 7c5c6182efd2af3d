import { Stack, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useFormat } from '../../parts/format';
import { Empty } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { ScrollX } from '../../parts/ScrollX';
import { t } from '../../strings';
import { networkName } from '../offers/networks';
import { Connect } from './Connect';
import { type NetworkTotal, useNetworks } from './data';

const s = t.commission;
const e = s.earnings;

export function Networks() {
  const networks = useNetworks();
  const { number } = useFormat();
  return (
    <QueryState query={networks}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={s.empty} text={s.emptyText} action={<Connect />} />
        ) : (
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              {s.networks.intro}
            </Text>
            <ScrollX label={s.tabs.networks}>
              <Table className="rows" verticalSpacing={8} horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{s.network}</Table.Th>
                    <Table.Th className="hide-narrow">{s.networks.balance}</Table.Th>
                    <Table.Th className="number">
                      <i className="key pending" /> {e.pending}
                    </Table.Th>
                    <Table.Th className="number">
                      <i className="key sure" /> {e.approved}
                    </Table.Th>
                    <Table.Th className="number">
                      <i className="key sure" /> {e.paid}
                    </Table.Th>
                    <Table.Th className="number">{e.reversed}</Table.Th>
                    <Table.Th className="number" title={e.conversionsHint}>
                      {e.conversions}
                    </Table.Th>
                    <Table.Th className="number">{s.tabs.unmatched}</Table.Th>
                    <Table.Th className="number">{s.tabs.held}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((row, i) => (
                    <Table.Tr key={`${row.network} ${row.currency}`}>
                      <Table.Td>
                        <Link className="plain" to={`?network=${encodeURIComponent(row.network)}`}>
                          <Text size="sm" fw={600} span>
                            {networkName(row.network)}
                          </Text>
                        </Link>
                        <Text size="xs" c="dimmed">
                          {row.currency}
                        </Text>
                      </Table.Td>
                      <Balance row={row} />
                      {/* They are of the network, so they stand once, by its first currency. */}
                      {[row.conversions, row.unmatched, row.held].map((count, column) => (
                        <Table.Td key={column} className="number">
                          {items[i - 1]?.network === row.network ? '' : number(count)}
                        </Table.Td>
                      ))}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </ScrollX>
          </Stack>
        )
      }
    </QueryState>
  );
}

function Balance({ row }: { row: NetworkTotal }) {
  const { money } = useFormat();
  if (!row.currency)
    return (
      <Table.Td colSpan={5}>
        <Text size="sm" c="dimmed">
          {s.networks.nothing}
        </Text>
      </Table.Td>
    );
  const of = (amount: string | null) => money(amount, row.currency ?? undefined);
  const [pending, sure] = [Number(row.pending), Number(row.approved) + Number(row.paid)];
  return (
    <>
      <Table.Td className="hide-narrow">
        <div className="balance" role="img" aria-label={s.networks.share(of(row.pending), of(String(sure)))}>
          <span className="pending" style={{ flex: Math.max(pending, 0) }} />
          <span className="sure" style={{ flex: Math.max(sure, 0) }} />
        </div>
      </Table.Td>
      <Table.Td className="number">{of(row.pending)}</Table.Td>
      <Table.Td className="number">{of(row.approved)}</Table.Td>
      <Table.Td className="number">{of(row.paid)}</Table.Td>
      <Table.Td className="number">{of(row.reversed)}</Table.Td>
    </>
  );
}
