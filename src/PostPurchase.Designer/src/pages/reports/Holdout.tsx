import { Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useReport } from '../../api/learning';
import { useJourneyNames } from '../../api/queries';
import { percent, useFormat } from '../../parts/format';
import { Empty } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';
import { figureOf } from '../experiments/figures';
import { WithoutRate } from './Apart';
import { DataTable } from './DataTable';

const l = t.learning;
const c = l.columns;

export function Holdout() {
  const report = useReport('holdout');
  const nameOf = useJourneyNames();
  const format = useFormat();
  return (
    <QueryState query={report}>
      {({ holdouts, currency }) =>
        holdouts.length === 0 ? (
          <Empty title={l.noHoldout} text={l.noHoldoutText} />
        ) : (
          <Stack gap="lg">
            {holdouts.map((one) => (
              <div key={one.id}>
                <Title order={2} mb={4}>
                  {one.journey ? nameOf(one.journey) : l.kinds.global_holdout}
                </Title>
                <Text size="sm" c="dimmed" mb="xs">
                  {l.heldOutOf(format.number(one.held_out), format.number(one.mailed + one.held_out), percent(one.rate))} ·{' '}
                  <Link className="text-link" to={`/experiments/${encodeURIComponent(one.id)}`}>
                    {l.openTest}
                  </Link>
                </Text>
                {one.ended && (
                  <Text size="sm" mb="xs">
                    {one.ended}
                  </Text>
                )}
                {one.alarm && <Text c="red">{one.alarm}</Text>}
                {one.not_compared && (
                  <Text size="sm" mb="xs">
                    {one.not_compared}
                  </Text>
                )}
                {isAlike(one.metrics) && (
                  <Text size="sm" mb="xs">
                    {format.said(one.metrics[0]?.text ?? '')}
                  </Text>
                )}
                {one.without_rate && <WithoutRate said={one.without_rate} />}
                <DataTable
                  label={one.journey}
                  rows={one.metrics}
                  keyOf={(metric) => metric.metric}
                  columns={[
                    {
                      name: c.metric,
                      isLong: true,
                      of: (metric) => (
                        <>
                          {l.metrics[metric.metric] ?? metric.metric}
                          {!isAlike(one.metrics) && (
                            <Text size="sm" c="dimmed">
                              {format.said(metric.text)}
                            </Text>
                          )}
                        </>
                      ),
                    },
                    { name: c.mailed, isNumber: true, of: (metric) => side(metric.metric, metric.mailed_average, format) },
                    { name: c.heldOut, isNumber: true, of: (metric) => side(metric.metric, metric.held_out_average, format) },
                  ]}
                />
                <Text size="sm" mt="xs">
                  {l.commissionEarned(format.money(one.commission_earned, currency))}{' '}
                  {one.own_sales_lost && format.said(one.own_sales_lost.text)}{' '}
                  {one.left_out > 0 && l.leftOut(one.left_out, format.number(one.left_out))}
                </Text>
              </div>
            ))}
          </Stack>
        )
      }
    </QueryState>
  );
}

// What is said of every metric alike is said once.
const isAlike = (metrics: { text: string }[]) => metrics.length > 1 && metrics.every((one) => one.text === metrics[0]?.text);

// An average of nobody is none.
const side = (metric: string, average: number | null, format: ReturnType<typeof useFormat>) =>
  average === null ? l.noOneYet : figureOf(metric, average, format);
