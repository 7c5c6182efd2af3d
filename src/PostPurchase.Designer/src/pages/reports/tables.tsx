import { Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { type Reports, useReport } from '../../api/learning';
import { useFormat, words } from '../../parts/format';
import { Empty } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';
import { figureOf, percent } from '../experiments/figures';
import { DataTable } from './DataTable';
import type { Period } from './Reports';

const l = t.learning;
const c = l.columns;
const nothing = <Empty title={l.empty} text={l.emptyText} />;

export function Funnel({ period }: { period: Period }) {
  const report = useReport('funnel', period);
  const { number, money } = useFormat();
  return (
    <QueryState query={report}>
      {({ journeys }) =>
        journeys.length === 0 ? (
          nothing
        ) : (
          <Stack gap="lg">
            {journeys.map((journey) => (
              <div key={journey.journey}>
                <Title order={2} mb={4}>
                  <Link className="plain" to={`/journeys/${journey.journey}`}>
                    {journey.name}
                  </Link>
                </Title>
                <Text size="sm" c="dimmed" mb="xs">
                  {c.entered} {number(journey.entered)} · {c.finished} {number(journey.finished)} · {c.exited} {number(journey.exited)}
                </Text>
                {journey.steps.length > 0 && (
                  <DataTable
                    label={journey.name}
                    rows={journey.steps}
                    keyOf={(step) => step.step}
                    columns={[
                      { name: c.step, of: (step) => <Behind journey={journey.journey} step={step.step} text={words(step.step)} /> },
                      {
                        name: c.sent,
                        isNumber: true,
                        of: (step) => <Behind journey={journey.journey} step={step.step} state="accepted" text={number(step.accepted)} />,
                      },
                      {
                        name: c.skipped,
                        isNumber: true,
                        of: (step) => <Behind journey={journey.journey} step={step.step} state="skipped" text={number(step.skipped)} />,
                      },
                      {
                        name: c.expired,
                        isNumber: true,
                        of: (step) => <Behind journey={journey.journey} step={step.step} state="expired" text={number(step.expired)} />,
                      },
                      { name: c.failed, isNumber: true, of: (step) => number(step.failed + step.uncertain) },
                      { name: c.clicked, isNumber: true, of: (step) => number(step.clicked) },
                      { name: c.rate, isNumber: true, of: (step) => (step.click_rate === null ? '–' : percent(step.click_rate)) },
                      { name: c.machines, isNumber: true, of: (step) => number(step.clicked_by_machines) },
                      { name: c.unsure, isNumber: true, of: (step) => number(step.clicked_unsure) },
                      { name: c.conversions, isNumber: true, of: (step) => number(step.conversions) },
                      { name: c.pending, isNumber: true, of: (step) => money(step.pending) },
                      { name: c.approved, isNumber: true, of: (step) => money(step.approved) },
                    ]}
                  />
                )}
              </div>
            ))}
          </Stack>
        )
      }
    </QueryState>
  );
}

function Behind({ journey, step, state, text }: { journey: string; step: string; state?: string; text: string }) {
  const query = new URLSearchParams({ journey, step, ...(state ? { state } : {}) });
  return (
    <Link className="plain" to={`/deliveries?${query}`}>
      {text}
    </Link>
  );
}

export function Revenue() {
  const report = useReport('revenue');
  const { number, money } = useFormat();
  return (
    <QueryState query={report}>
      {({ months }) =>
        months.length === 0 ? (
          nothing
        ) : (
          <DataTable
            label={l.tabs.revenue}
            rows={[...months].reverse()}
            keyOf={(month) => month.month}
            columns={[
              { name: c.month, of: (month) => month.month },
              { name: c.orders, isNumber: true, of: (month) => number(month.orders) },
              { name: c.revenue, isNumber: true, of: (month) => money(month.own_revenue) },
              { name: c.pending, isNumber: true, of: (month) => money(month.pending) },
              { name: c.approved, isNumber: true, of: (month) => money(month.approved) },
              { name: c.paid, isNumber: true, of: (month) => money(month.paid) },
              { name: c.reversed, isNumber: true, of: (month) => money(month.reversed) },
            ]}
          />
        )
      }
    </QueryState>
  );
}

export function Holdout() {
  const report = useReport('holdout');
  const format = useFormat();
  return (
    <QueryState query={report}>
      {({ holdouts }) =>
        holdouts.length === 0 ? (
          <Empty title={l.noHoldout} text={l.noHoldoutText} />
        ) : (
          <Stack gap="lg">
            {holdouts.map((one) => (
              <div key={one.id}>
                <Title order={2} mb={4}>
                  {one.journey ? words(one.journey) : l.kinds.global_holdout}
                </Title>
                <Text size="sm" c="dimmed" mb="xs">
                  {c.mailed} {format.number(one.mailed)} · {c.heldOut} {format.number(one.held_out)} ({percent(one.rate)})
                </Text>
                {one.alarm && <Text c="red">{one.alarm}</Text>}
                <DataTable
                  label={one.journey}
                  rows={one.metrics}
                  keyOf={(metric) => metric.metric}
                  columns={[
                    { name: c.metric, of: (metric) => l.metrics[metric.metric] ?? metric.metric },
                    { name: c.mailed, isNumber: true, of: (metric) => figureOf(metric.metric, metric.mailed_average, format) },
                    { name: c.heldOut, isNumber: true, of: (metric) => figureOf(metric.metric, metric.held_out_average, format) },
                    { name: c.said, of: (metric) => metric.text },
                  ]}
                />
                <Text size="sm" mt="xs">
                  {l.commissionEarned(format.money(one.commission_earned))} {one.own_sales_lost?.text}
                </Text>
              </div>
            ))}
          </Stack>
        )
      }
    </QueryState>
  );
}

export function Cohorts() {
  const report = useReport('cohorts');
  const { number, money } = useFormat();
  return (
    <QueryState query={report}>
      {({ cohorts }) => {
        if (cohorts.length === 0) return nothing;
        const last = Math.min(12, Math.max(...cohorts.flatMap((row) => row.months.map((cell) => cell.months_since))));
        return (
          <>
            <Text size="sm" c="dimmed" mb="xs">
              {l.monthsSince}
            </Text>
            <DataTable<Reports['cohorts']['cohorts'][number]>
              label={l.tabs.cohorts}
              rows={[...cohorts].reverse()}
              keyOf={(row) => row.month}
              columns={[
                { name: c.month, of: (row) => row.month },
                { name: c.customers, isNumber: true, of: (row) => number(row.customers) },
                ...Array.from({ length: last }, (_, i) => ({
                  name: `+${i + 1}`,
                  isNumber: true,
                  of: (row: Reports['cohorts']['cohorts'][number]) => {
                    const cell = row.months.find((one) => one.months_since === i + 1);
                    return cell ? <span title={`${number(cell.customers)} · ${money(cell.revenue)}`}>{percent(cell.rate)}</span> : '';
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

export function Repeat() {
  const report = useReport('repeat');
  const { number, money } = useFormat();
  return (
    <QueryState query={report}>
      {({ rows }) =>
        rows.length === 0 ? (
          nothing
        ) : (
          <DataTable
            label={l.tabs.repeat}
            rows={rows}
            keyOf={(row) => String(row.orders)}
            columns={[
              { name: c.orders, of: (row) => l.ordersLabel(row.orders) },
              { name: c.customers, isNumber: true, of: (row) => number(row.customers) },
              { name: c.share, isNumber: true, of: (row) => percent(row.share) },
              { name: c.clicked, isNumber: true, of: (row) => (row.clicked_rate === null ? '–' : percent(row.clicked_rate)) },
              { name: c.revenue, isNumber: true, of: (row) => money(row.revenue) },
              { name: c.commission, isNumber: true, of: (row) => money(row.commission) },
            ]}
          />
        )
      }
    </QueryState>
  );
}

export function NextOrder() {
  const report = useReport('next-order');
  const value = useReport('order-value');
  const { number, money } = useFormat();
  return (
    <QueryState query={report}>
      {({ gaps, median_within, steps }) =>
        gaps === 0 ? (
          nothing
        ) : (
          <>
            <Text mb="xs">
              {median_within && l.median(median_within)}{' '}
              {value.data && l.orderValue(money(value.data.before.average), money(value.data.after.average))}
            </Text>
            <DataTable
              label={l.tabs['next-order']}
              rows={steps}
              keyOf={(step) => step.days}
              columns={[
                { name: c.days, of: (step) => step.days },
                { name: c.orders, isNumber: true, of: (step) => number(step.orders) },
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

export function Touches({ period }: { period: Period }) {
  const report = useReport('touches', period);
  const { number } = useFormat();
  return (
    <QueryState query={report}>
      {({ days }) => {
        if (days.length === 0) return nothing;
        const of = (day: string, kind: string, actor: string) =>
          number(days.find((one) => one.day === day && one.kind === kind && one.actor === actor)?.touches ?? 0);
        return (
          <DataTable
            label={l.tabs.touches}
            rows={[...new Set(days.map((one) => one.day))].reverse()}
            keyOf={(day) => day}
            columns={[
              { name: c.day, of: (day) => day },
              { name: c.humanClicks, isNumber: true, of: (day) => of(day, 'click', 'human') },
              { name: c.machineClicks, isNumber: true, of: (day) => of(day, 'click', 'machine') },
              { name: c.unsureClicks, isNumber: true, of: (day) => of(day, 'click', 'unsure') },
              { name: c.humanOpens, isNumber: true, of: (day) => of(day, 'open', 'human') },
              { name: c.machineOpens, isNumber: true, of: (day) => of(day, 'open', 'machine') },
            ]}
          />
        );
      }}
    </QueryState>
  );
}

export function Deliverability({ period }: { period: Period }) {
  const report = useReport('deliverability', period);
  const { number } = useFormat();
  return (
    <QueryState query={report}>
      {({ domains }) =>
        domains.length === 0 ? (
          nothing
        ) : (
          <DataTable
            label={l.tabs.deliverability}
            rows={domains.slice(0, 100)}
            keyOf={(row) => row.domain}
            columns={[
              { name: c.domain, of: (row) => row.domain },
              { name: c.sent, isNumber: true, of: (row) => number(row.accepted) },
              { name: c.refused, isNumber: true, of: (row) => number(row.rejected) },
              { name: c.rate, isNumber: true, of: (row) => percent(row.rejected_rate) },
              { name: c.uncertain, isNumber: true, of: (row) => number(row.uncertain) },
              { name: c.bounced, isNumber: true, of: (row) => number(row.bounced) },
              { name: c.complaints, isNumber: true, of: (row) => number(row.complaints) },
            ]}
          />
        )
      }
    </QueryState>
  );
}
