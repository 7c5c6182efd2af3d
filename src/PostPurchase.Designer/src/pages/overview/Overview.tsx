import { Stack, Text } from '@mantine/core';
import { Link, Navigate } from 'react-router';
import { useMay } from '../../access/session';
import { useOverview } from '../../api/queries';
import type { Counts, Delivery } from '../../api/types';
import { useFormat } from '../../parts/format';
import { Empty, Page, Panel } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';
import { DeliveryTable } from '../deliveries/DeliveryTable';
import { useWayOut, useWelcome } from '../welcome/data';
import { Earned } from './Earned';
import { Live } from './Live';

const o = t.overview;

const figures: { name: keyof Counts; label: string; to?: string; hint?: string }[] = [
  { name: 'inside', label: o.inside, to: '/journeys' },
  { name: 'planned', label: o.planned, to: '/deliveries?state=planned' },
  { name: 'held', label: o.held, to: '/deliveries?state=held', hint: o.hints.held },
  { name: 'sent_today', label: o.today, hint: o.hints.sent },
  { name: 'sent_total', label: o.total, to: '/deliveries?state=accepted', hint: o.hints.sent },
  { name: 'failed', label: o.failed, to: '/deliveries?state=rejected,parked' },
  { name: 'uncertain', label: o.uncertain, to: '/deliveries?state=uncertain', hint: o.hints.uncertain },
];

export default function Overview() {
  const overview = useOverview();
  const mayWrite = useMay('write');
  const welcome = useWelcome(mayWrite && overview.data?.recent.length === 0);
  const isLeft = useWayOut();
  // A shop without orders is set up first, unless somebody said that it can wait.
  if (mayWrite && welcome.data?.opens && !isLeft) return <Navigate to="/welcome" replace />;
  return (
    <Page title={o.title}>
      <QueryState query={overview}>
        {(data) => (
          <Stack gap="md">
            <Earned />
            <Figures counts={data.counts} isDemo={data.is_demo} />
            <Live />
            {data.recent.length === 0 ? (
              <Empty
                title={o.empty}
                text={o.emptyText}
                action={
                  <Link to="/welcome" className="text-link">
                    {t.welcome.again}
                  </Link>
                }
              />
            ) : (
              <Panel
                title={o.recent}
                aside={
                  <Link to="/deliveries" className="text-link">
                    {o.all}
                  </Link>
                }
              >
                <DeliveryTable items={data.recent.toSorted(plannedLast)} />
              </Panel>
            )}
          </Stack>
        )}
      </QueryState>
    </Page>
  );
}

// What is only planned was made last, and has not happened.
const plannedLast = (a: Delivery, b: Delivery) => Number(a.state === 'planned') - Number(b.state === 'planned');

function Figures({ counts, isDemo }: { counts: Counts; isDemo: boolean }) {
  const format = useFormat();
  return (
    <div className="figures">
      {figures.map(({ name, label, to, hint }) => (
        <div key={name} title={isDemo && hint === o.hints.sent ? o.hints.sentInDemo : hint}>
          <Text size="xs" c="dimmed">
            {label}
          </Text>
          {to ? (
            <Link to={to} className="plain figure" aria-label={`${label}: ${format.number(counts[name])}`}>
              {format.number(counts[name])}
            </Link>
          ) : (
            <span className="figure">{format.number(counts[name])}</span>
          )}
        </div>
      ))}
    </div>
  );
}
