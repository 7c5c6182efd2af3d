import { Alert, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Link, useLocation, useNavigate } from 'react-router';
import { useMay } from '../../access/session';
import { useCustomers } from '../../api/queries';
import { countryName, useFormat } from '../../parts/format';
import { More } from '../../parts/More';
import { OpenRow } from '../../parts/OpenRow';
import { Empty, Page } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { ScrollX } from '../../parts/ScrollX';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { Spent } from './Spent';

const s = t.customers;

export default function CustomerList() {
  const [q, setQ] = useParam('q');
  const [settled] = useDebouncedValue(q, 250);
  const customers = useCustomers(settled);
  const format = useFormat();
  return (
    <Page title={s.title} intro={s.intro}>
      <Erased />
      <TextInput
        mb="sm"
        maw={380}
        placeholder={s.search}
        aria-label={s.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      <QueryState query={customers}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <None isSearched={settled.trim() !== ''} />;
          return (
            <>
              <Text size="xs" c="dimmed" mb={4} role="status">
                {s.shown(format.number(items.length), customers.hasNextPage)}
              </Text>
              <ScrollX label={s.title} isBusy={customers.isFetching}>
                <Table className="rows" verticalSpacing={8} horizontalSpacing="md">
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{s.customer}</Table.Th>
                      <Table.Th className="hide-narrow">{s.country}</Table.Th>
                      <Table.Th className="number hide-narrow">{s.purchases}</Table.Th>
                      <Table.Th className="number">{s.spent}</Table.Th>
                      <Table.Th className="hide-narrow">{s.last}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {items.map((row) => (
                      <OpenRow key={row.id}>
                        <Table.Td>
                          <Link to={`/customers/${encodeURIComponent(row.id)}`} className="plain row-link" draggable={false}>
                            <Text size="sm" fw={600} span>
                              {row.name || row.email || row.id}
                            </Text>
                          </Link>
                          {row.name && (
                            <Text size="xs" c="dimmed">
                              {row.email}
                            </Text>
                          )}
                        </Table.Td>
                        <Table.Td className="hide-narrow">{countryName(row.country)}</Table.Td>
                        <Table.Td className="number hide-narrow">{format.number(row.purchase_count)}</Table.Td>
                        <Table.Td className="number">
                          <Spent total={row.total_spent} notCounted={row.not_counted} />
                        </Table.Td>
                        <Table.Td className="hide-narrow">{format.day(row.last_purchase_at)}</Table.Td>
                      </OpenRow>
                    ))}
                  </Table.Tbody>
                </Table>
                <More query={customers} />
              </ScrollX>
            </>
          );
        }}
      </QueryState>
    </Page>
  );
}

/** Said after an erasure has led here: nothing else shows that it is done. */
function Erased() {
  const { state } = useLocation();
  const go = useNavigate();
  if (!(state as { isErased?: boolean } | null)?.isErased) return null;
  return (
    <Alert
      color="green"
      mb="md"
      role="status"
      withCloseButton
      closeButtonLabel={t.state.close}
      onClose={() => void go('.', { replace: true, state: null })}
    >
      {s.actions.erased}
    </Alert>
  );
}

function None({ isSearched }: { isSearched: boolean }) {
  const mayWrite = useMay('write');
  if (isSearched) return <Empty title={s.empty} text={s.emptyText} />;
  return (
    <Empty
      title={s.none}
      text={s.noneText}
      action={
        mayWrite && (
          <Link to="/welcome?step=source" className="text-link">
            {s.connect}
          </Link>
        )
      }
    />
  );
}
