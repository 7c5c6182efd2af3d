import { Text } from '@mantine/core';
import { type Reports, useReport } from '../../api/learning';
import { percent, useFormat } from '../../parts/format';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';
import { Apart, Nothing } from './Apart';
import { DataTable } from './DataTable';
import { Opened } from './Opened';
import type { OfStore } from './Reports';

const l = t.learning;
const c = l.columns;
type Row = Reports['repeat']['rows'][number];

const ofStore = (store: string | undefined) => (store ? { store } : {});

export function Cohorts({ store }: OfStore) {
  const report = useReport('cohorts', { store });
  const { number, money, date } = useFormat();
  return (
    <QueryState query={report}>
      {({ cohorts, currency, running_month, apart }) => {
        if (cohorts.length === 0) return <Nothing />;
        const open = (cohort: string, since: number, text: string) => (
          <Opened
            figure={{ figure: 'cohort', a: cohort, b: since, ...ofStore(store) }}
            title={l.cohortCell(date(cohort), since)}
            heading={c.revenue}
            amount={(total) => money(total, currency)}
          >
            {text}
          </Opened>
        );
        const last = Math.min(12, Math.max(...cohorts.flatMap((row) => row.months.map((cell) => cell.months_since))));
        return (
          <>
            <Apart amounts={apart} />
            <Text size="sm" c="dimmed" mb="xs">
              {l.monthsSince}
            </Text>
            <DataTable<Reports['cohorts']['cohorts'][number]>
              label={l.tabs.cohorts}
              rows={[...cohorts].reverse()}
              keyOf={(row) => row.month}
              columns={[
                {
                  name: c.month,
                  of: (row) => (
                    <span style={{ whiteSpace: 'nowrap' }}>
                      {date(row.month)}
                      {row.month === running_month && <SoFar />}
                    </span>
                  ),
                },
                {
                  name: c.customers,
                  isNumber: true,
                  of: (row) => open(row.month, 0, number(row.customers)),
                },
                ...Array.from({ length: last }, (_, i) => ({
                  name: `+${i + 1}`,
                  isNumber: true,
                  of: (row: Reports['cohorts']['cohorts'][number]) => {
                    const cell = row.months.find((one) => one.months_since === i + 1);
                    const ago = monthsBetween(row.month, running_month);
                    return cell ? (
                      <span title={`${number(cell.customers)} · ${money(cell.revenue, currency)}`}>
                        {open(row.month, i + 1, percent(cell.rate))}
                        {cell.is_so_far && <SoFar />}
                      </span>
                    ) : (
                      ago > i && <Nobody isRunning={ago === i + 1} />
                    );
                  },
                })),
              ]}
            />
          </>
        );
      }}
    </QueryState>
  );
}

// Nobody came back in a month that has been; of the one that runs that is not known yet.
const Nobody = ({ isRunning }: { isRunning: boolean }) => (
  <span style={{ color: 'var(--quiet)' }}>{isRunning ? <SoFar /> : percent(0)}</span>
);

// Of a month that is not over more may come: it cannot be compared with one that is.
const SoFar = () => (
  <Text size="xs" c="dimmed" title={l.soFarOfMonth}>
    {l.soFarHere}
  </Text>
);

/** From one month, as `2026-11`, to another. */
export function monthsBetween(from: string, to: string): number {
  const [first = 0, last = 0] = [from, to].map((month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)));
  return last - first;
}

export function Repeat({ store }: OfStore) {
  const report = useReport('repeat', { store });
  const { number, money } = useFormat();
  return (
    <QueryState query={report}>
      {({ rows, currency, apart }) => {
        if (rows.length === 0) return <Nothing />;
        const amount = (total: number) => money(total, currency);
        const open = (row: Row, figure: string, heading: string, text: string, of: (total: number) => string = amount) => (
          <Opened
            figure={{ figure, a: row.orders, ...ofStore(store) }}
            title={l.repeatCell(l.ordersLabel(row.orders))}
            heading={heading}
            amount={of}
          >
            {text}
          </Opened>
        );
        return (
          <>
            <Apart amounts={apart} />
            <Text size="sm" c="dimmed" mb="xs">
              {l.clickedOf}
            </Text>
            <DataTable
              label={l.tabs.repeat}
              rows={rows}
              keyOf={(row) => String(row.orders)}
              columns={[
                { name: c.orders, of: (row) => l.ordersLabel(row.orders) },
                { name: c.customers, isNumber: true, of: (row) => open(row, 'repeat', c.revenue, number(row.customers)) },
                { name: c.share, isNumber: true, of: (row) => percent(row.share) },
                {
                  name: c.clicked,
                  hint: l.clickedOf,
                  isNumber: true,
                  of: (row) =>
                    row.clicked_rate === null ? (
                      '–'
                    ) : (
                      <>
                        {open(row, 'repeat_click', c.clicked, percent(row.clicked_rate), number)}
                        <Text size="xs" c="dimmed">
                          {l.countOf(number(row.clicked), number(row.tracked))}
                        </Text>
                      </>
                    ),
                },
                { name: c.revenue, isNumber: true, of: (row) => open(row, 'repeat', c.revenue, money(row.revenue, currency)) },
                {
                  name: c.commission,
                  isNumber: true,
                  of: (row) =>
                    Number(row.commission) === 0
                      ? money(row.commission, currency)
                      : open(row, 'repeat_commission', c.commission, money(row.commission, currency)),
                },
              ]}
            />
          </>
        );
      }}
    </QueryState>
  );
}

// Both averages, each with the orders that it is of.
function OrderValue({ report, store }: { report: Reports['order-value']; store?: string }) {
  const { money } = useFormat();
  const amount = (total: number) => money(total, report.currency);
  const side = (of: Reports['order-value']['before'], a: number, title: string) =>
    of.average === null ? (
      l.noOneYet
    ) : (
      <Opened figure={{ figure: 'order_value', a, ...ofStore(store) }} title={title} heading={c.revenue} amount={amount} counted={c.orders}>
        {amount(of.average)}
      </Opened>
    );
  return (
    <>
      {l.averageOrder} {side(report.before, 0, l.ordersBefore)} {l.upToTheFirst} {side(report.after, 1, l.ordersAfter)} {l.afterIt}
    </>
  );
}

export function NextOrder({ store }: OfStore) {
  const report = useReport('next-order', { store });
  const value = useReport('order-value', { store });
  const { number } = useFormat();
  return (
    <QueryState query={report}>
      {({ gaps, median_within, steps }) =>
        gaps === 0 ? (
          <Nothing />
        ) : (
          <>
            {value.data && <Apart amounts={value.data.apart} />}
            <Text mb="xs">
              {median_within && l.median(median_within)} {value.data && <OrderValue report={value.data} store={store} />}
            </Text>
            <DataTable
              label={l.tabs['next-order']}
              rows={steps}
              keyOf={(step) => step.days}
              columns={[
                { name: c.days, of: (step) => <span style={{ whiteSpace: 'nowrap' }}>{l.span(step.days)}</span> },
                {
                  name: c.orders,
                  isNumber: true,
                  of: (step) =>
                    step.orders === 0 ? (
                      '0'
                    ) : (
                      <Opened
                        figure={{ figure: 'next_order', a: steps.indexOf(step), ...ofStore(store) }}
                        title={l.nextOrderCell(l.span(step.days))}
                        heading={c.orders}
                        amount={number}
                        value="observations"
                      >
                        {number(step.orders)}
                      </Opened>
                    ),
                },
                { name: c.share, isNumber: true, of: (step) => percent(step.share) },
              ]}
            />
            {value.data && (
              <Text size="sm" c="dimmed" mt="xs">
                {value.data.note}
              </Text>
            )}
          </>
        )
      }
    </QueryState>
  );
}
