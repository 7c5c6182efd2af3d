import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useAttention } from '../../api/queries';
import type { Amount, Attention } from '../../api/types';
import { useFormat } from '../../parts/format';
import { Panel } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';

const o = t.overview;

const places: Record<string, string> = {
  mail_servers: '/health',
  parked: '/deliveries?state=parked',
  approval: '/deliveries?state=held',
  unmatched: '/commission?tab=unmatched',
  over_cap: '/commission?tab=held',
  law: '/offers?tab=compliance',
  templates: '/templates',
  brakes: '/health',
  coupons: '/offers?tab=coupons',
  feeds: '/offers?tab=feeds',
};

/** What came in, and what waits for a person. */
export function Earned() {
  const attention = useAttention();
  if (attention.isPending) return <Wait />;
  return (
    <QueryState query={attention}>
      {(data) => (
        <>
          <Sums earned={data.earned} />
          <Panel title={o.waiting}>
            {data.waiting.length === 0 ? (
              <Text size="sm" c="dimmed">
                {o.nothingWaits}
              </Text>
            ) : (
              <Waiting items={data.waiting} />
            )}
          </Panel>
        </>
      )}
    </QueryState>
  );
}

// As high as what comes, so that nothing jumps.
function Wait() {
  return (
    <>
      <Strip sums={[o.sales, o.pending, o.approved, o.paid, o.reversed].map((label) => ({ label, figure: '–' }))} />
      <Panel title={o.waiting}>
        <Text size="sm" c="dimmed" role="status" aria-label={t.state.loading}>
          …
        </Text>
      </Panel>
    </>
  );
}

function Sums({ earned }: { earned: Attention['earned'] }) {
  const format = useFormat();
  const sums = [
    { label: o.sales, amount: earned.sales, hint: o.hints.sales, under: o.orders(format.number(earned.orders)) },
    {
      label: o.pending,
      amount: earned.pending,
      hint: o.hints.pending,
      under: earned.unmatched.length > 0 && <OfKnownMails more={earned.unmatched} />,
    },
    { label: o.approved, amount: earned.approved },
    { label: o.paid, amount: earned.paid },
    { label: o.reversed, amount: earned.reversed },
  ];
  return <Strip sums={sums.map(({ amount, ...sum }) => ({ ...sum, figure: format.money(amount) }))} />;
}

type Sum = { label: string; figure: string; hint?: string; under?: ReactNode };

function Strip({ sums }: { sums: Sum[] }) {
  return (
    <section aria-label={o.earned}>
      <Text size="xs" c="dimmed" mb={4}>
        {o.earned}
      </Text>
      <div className="figures">
        {sums.map(({ label, figure, hint, under }) => (
          <div key={label} title={hint}>
            <Text size="xs" c="dimmed">
              {label}
            </Text>
            <span className="figure">{figure}</span>
            {under && (
              <Text size="xs" c="dimmed">
                {under}
              </Text>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

// What matches no mail counts in the reports of money and of networks, and not here.
function OfKnownMails({ more }: { more: Amount[] }) {
  const format = useFormat();
  return (
    <Link to={places.unmatched ?? ''} className="text-link">
      {o.ofKnownMails(more.map((amount) => format.money(amount)).join(' + '))}
    </Link>
  );
}

function Waiting({ items }: { items: Attention['waiting'] }) {
  const format = useFormat();
  return (
    <ul style={{ margin: 0, paddingLeft: '1.1rem' }}>
      {items.map(({ what, count, detail }) => (
        <li key={what}>
          <Link to={places[what] ?? '/health'} className="text-link">
            {(o.waits[what] ?? ((many: string) => `${what}: ${many}`))(format.number(count))}
          </Link>
          {detail && (
            <Text size="xs" c="dimmed">
              {detail}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}
