import { Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { type Reports as Report, useReport } from '../../api/learning';
import { useFormat } from '../../parts/format';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';
import { Apart, Nothing } from './Apart';
import { DataTable } from './DataTable';
import { Opened } from './Opened';
import type { OfStore } from './Reports';
import { RowsLink } from './RowsLink';

const l = t.learning;
const c = l.columns;

export function Revenue({ store }: OfStore) {
  const report = useReport('revenue', { store });
  const { number, money, date } = useFormat();
  return (
    <QueryState query={report}>
      {({ months, currency, stores, apart }) => {
        if (months.length === 0) return <Nothing />;
        const ofStore: Record<string, string> = store ? { store } : {};
        const open = (month: string, figure: string, heading: string, text: string, amount: (total: number) => string) => (
          <Opened figure={{ figure, a: month, ...ofStore }} title={l.monthCell(heading, date(month))} heading={heading} amount={amount}>
            {text}
          </Opened>
        );
        return (
          <Stack gap="md">
            <Apart amounts={apart} />
            <DataTable
              label={l.tabs.revenue}
              rows={[...months].reverse()}
              keyOf={(month) => month.month}
              columns={[
                { name: c.month, of: (month) => <span style={{ whiteSpace: 'nowrap' }}>{date(month.month)}</span> },
                {
                  name: c.orders,
                  isNumber: true,
                  of: (month) => open(month.month, 'revenue_orders', c.orders, number(month.orders), number),
                },
                {
                  name: c.revenue,
                  isNumber: true,
                  of: (month) =>
                    open(month.month, 'revenue', c.revenue, money(month.own_revenue, currency), (total) => money(total, currency)),
                },
                {
                  name: c.pending,
                  isNumber: true,
                  of: (month) => sales({ month: month.month, booked: 'pending', ...ofStore }, money(month.pending, currency)),
                },
                {
                  name: c.approved,
                  isNumber: true,
                  of: (month) => sales({ month: month.month, booked: 'approved', ...ofStore }, money(month.approved, currency)),
                },
                {
                  name: c.paid,
                  isNumber: true,
                  of: (month) => sales({ month: month.month, booked: 'paid', ...ofStore }, money(month.paid, currency)),
                },
                {
                  name: c.reversed,
                  isNumber: true,
                  of: (month) => sales({ month: month.month, booked: 'reversed', ...ofStore }, money(month.reversed, currency)),
                },
              ]}
            />
            {stores.length > 1 && <Stores stores={stores} />}
          </Stack>
        );
      }}
    </QueryState>
  );
}

// The ledger of all sales, narrowed to those of a month in a status.
const sales = (of: Record<string, string>, text: string) => <RowsLink to={`/commission?${new URLSearchParams(of)}`} text={text} />;

// The months of that store, whose sums these are.
const OfStoreAlone = ({ store, text }: { store: string; text: string }) => (
  <Link className="text-link" to={`/reports?${new URLSearchParams({ report: 'revenue', store })}`}>
    {text}
  </Link>
);

/** Each store in its own currency: these cannot be added up. */
function Stores({ stores }: { stores: Report['revenue']['stores'] }) {
  const { number, money, said } = useFormat();
  return (
    <div>
      <Title order={2} mb="xs">
        {l.byStore}
      </Title>
      <DataTable
        label={l.byStore}
        rows={stores}
        keyOf={(one) => one.store}
        columns={[
          {
            name: l.store,
            isLong: true,
            of: (one) => (
              <>
                <OfStoreAlone store={one.store} text={one.name || one.store} />
                {one.left_out && (
                  <Text size="sm" c="dimmed">
                    {l.apartOfStore(said(one.left_out))}
                  </Text>
                )}
              </>
            ),
          },
          { name: c.orders, isNumber: true, of: (one) => number(one.orders) },
          { name: c.revenue, isNumber: true, of: (one) => money(one.own_revenue, one.currency) },
          {
            name: c.pending,
            isNumber: true,
            of: (one) => sales({ store: one.store, booked: 'pending' }, money(one.pending, one.currency)),
          },
          {
            name: c.approved,
            isNumber: true,
            of: (one) => sales({ store: one.store, booked: 'approved' }, money(one.approved, one.currency)),
          },
          { name: c.paid, isNumber: true, of: (one) => sales({ store: one.store, booked: 'paid' }, money(one.paid, one.currency)) },
          {
            name: c.reversed,
            isNumber: true,
            of: (one) => sales({ store: one.store, booked: 'reversed' }, money(one.reversed, one.currency)),
          },
        ]}
      />
    </div>
  );
}
