import { Stack, Text, Title } from '@mantine/core';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { useReport } from '../../api/learning';
import { percent, useFormat, words } from '../../parts/format';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';
import { Apart, Days, Nothing } from './Apart';
import { DataTable } from './DataTable';
import type { Period } from './Reports';
import { RowsLink } from './RowsLink';
import { Runs } from './Runs';

const l = t.learning;
const c = l.columns;

export function Funnel({ period }: { period: Period }) {
  const report = useReport('funnel', period);
  const { number, money } = useFormat();
  return (
    <QueryState query={report}>
      {({ journeys, currency, apart, time_zone }) =>
        journeys.length === 0 ? (
          <Nothing />
        ) : (
          <Stack gap="lg">
            <Apart amounts={apart} />
            <Days zone={time_zone} />
            {journeys.map((journey) => {
              const of = (step: { step: string }) => ({ journey: journey.journey, step: step.step, period });
              return (
                <div key={journey.journey}>
                  <Title order={2} mb={4}>
                    <Link className="plain" to={`/journeys/${journey.journey}`}>
                      {journey.name}
                    </Link>
                  </Title>
                  <Text size="sm" c="dimmed" mb="xs">
                    {(['entered', 'finished', 'exited'] as const).map((what, i) => (
                      <Fragment key={what}>
                        {i > 0 && ' · '}
                        {c[what]}{' '}
                        <Runs of={{ journey: journey.journey, what, ...period }} title={l.runsOf(c[what], journey.name)}>
                          {number(journey[what])}
                        </Runs>
                      </Fragment>
                    ))}
                  </Text>
                  {journey.steps.length > 0 && (
                    <DataTable
                      label={journey.name}
                      rows={journey.steps}
                      keyOf={(step) => step.step}
                      columns={[
                        { name: c.step, isLong: true, of: (step) => <Behind {...of(step)} text={words(step.step)} /> },
                        {
                          name: c.sent,
                          isNumber: true,
                          of: (step) => <Behind {...of(step)} of={{ state: 'accepted' }} text={number(step.accepted)} />,
                        },
                        {
                          name: c.skipped,
                          isNumber: true,
                          of: (step) => <Behind {...of(step)} of={{ state: 'skipped' }} text={number(step.skipped)} />,
                        },
                        {
                          name: c.expired,
                          isNumber: true,
                          of: (step) => <Behind {...of(step)} of={{ state: 'expired' }} text={number(step.expired)} />,
                        },
                        {
                          name: c.failed,
                          isNumber: true,
                          of: (step) => (
                            <Behind {...of(step)} of={{ state: 'rejected,parked,uncertain' }} text={number(step.failed + step.uncertain)} />
                          ),
                        },
                        {
                          name: c.humanClicks,
                          isNumber: true,
                          of: (step) => <Behind {...of(step)} of={{ touched: 'click', by: 'human' }} text={number(step.clicked)} />,
                        },
                        {
                          name: c.rate,
                          hint: l.hints.rate,
                          isNumber: true,
                          of: (step) => (step.click_rate === null ? '–' : percent(step.click_rate)),
                        },
                        {
                          name: c.machines,
                          hint: l.hints.machines,
                          isNumber: true,
                          of: (step) => (
                            <Behind {...of(step)} of={{ touched: 'click', by: 'machine' }} text={number(step.clicked_by_machines)} />
                          ),
                        },
                        {
                          name: c.unsure,
                          hint: l.hints.unsure,
                          isNumber: true,
                          of: (step) => <Behind {...of(step)} of={{ touched: 'click', by: 'unsure' }} text={number(step.clicked_unsure)} />,
                        },
                        {
                          name: c.conversions,
                          hint: l.hints.conversions,
                          isNumber: true,
                          of: (step) => <Sales {...of(step)} of={{ status: 'pending,approved,paid' }} text={number(step.conversions)} />,
                        },
                        {
                          name: c.pending,
                          isNumber: true,
                          of: (step) => <Sales {...of(step)} of={{ booked: 'pending' }} text={money(step.pending, currency)} />,
                        },
                        {
                          name: c.approved,
                          isNumber: true,
                          of: (step) => <Sales {...of(step)} of={{ booked: 'approved,paid' }} text={money(step.approved, currency)} />,
                        },
                      ]}
                    />
                  )}
                </div>
              );
            })}
          </Stack>
        )
      }
    </QueryState>
  );
}

type BehindProps = { journey: string; step: string; period: Period; of?: Record<string, string>; text: string };

// The same days and store as the report: the list has as many rows as the number says.
function Behind({ journey, step, period: { from, to, store }, of, text }: BehindProps) {
  const query = new URLSearchParams({ journey, step, ...of, from, to, ...(store ? { store } : {}) });
  if (of) return <RowsLink to={`/deliveries?${query}`} text={text} />;
  return (
    <Link className="plain" to={`/deliveries?${query}`}>
      {text}
    </Link>
  );
}

type SalesProps = { journey: string; step: string; period: Period; of: Record<string, string>; text: string };

// The sales of the report's days that the column counts, or whose commission it adds up.
function Sales({ journey, step, period: { from, to, store }, of, text }: SalesProps) {
  const query = new URLSearchParams({ journey, step, ...of, from, to, ...(store ? { store } : {}) });
  return <RowsLink to={`/commission?${query}`} text={text} />;
}
