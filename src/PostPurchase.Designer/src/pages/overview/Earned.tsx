import { Text } from '@mantine/core';
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
  return (
    <section className="figures" aria-label={o.earned}>
      {sums.map(({ label, amount, hint, under }) => (
        <div key={label} title={hint}>
          <Text size="xs" c="dimmed">
            {label}
          </Text>
          <span className="figure">{format.money(amount)}</span>
          {under && (
            <Text size="xs" c="dimmed">
              {under}
            </Text>
          )}
        </div>
      ))}
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
