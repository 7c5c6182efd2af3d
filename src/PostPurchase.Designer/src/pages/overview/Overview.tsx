import { Group, Stack, Text } from '@mantine/core';
import { Link, Navigate } from 'react-router';
import { useMay } from '../../access/session';
import { useOverview } from '../../api/queries';
import type { Counts } from '../../api/types';
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
  const isEmpty = overview.data?.recent.length === 0;
  const isPlanned = (overview.data?.counts.planned ?? 0) > 0;
  const welcome = useWelcome(mayWrite && isEmpty && !isPlanned);
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
            {isEmpty && isPlanned ? (
              <Empty title={o.onlyPlanned} text={o.onlyPlannedText} action={<Planned />} />
            ) : isEmpty ? (
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
                  <Group gap="md">
                    {isPlanned && <Planned />}
                    <Link to="/deliveries" className="text-link">
                      {o.all}
                    </Link>
                  </Group>
                }
              >
                <Text size="sm" c="dimmed" mb="sm">
                  {o.recentOrder}
                </Text>
                <DeliveryTable items={data.recent} />
              </Panel>
            )}
          </Stack>
        )}
      </QueryState>
    </Page>
  );
}

/** What has not happened yet stands apart, as in the list of deliveries. */
const Planned = () => (
  <Link to="/deliveries?state=planned" className="text-link">
    {t.deliveries.showPlanned}
  </Link>
);

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
