import { Alert, Text } from '@mantine/core';
import type { Reports } from '../../api/learning';
import { useFormat } from '../../parts/format';
import { Empty } from '../../parts/Page';
import { t } from '../../strings';

const l = t.learning;

/** Says which amounts are in no sum because there is no rate for them. */
export function Apart({ amounts }: { amounts: Reports['revenue']['apart'] }) {
  const { money } = useFormat();
  if (amounts.length === 0) return null;
  const said = amounts.map((one) =>
    [
      Number(one.own_revenue) !== 0 && l.apartRevenue(money(one.own_revenue, one.currency)),
      Number(one.commission) !== 0 && l.apartCommission(money(one.commission, one.currency)),
    ]
      .filter(Boolean)
      .join(', '),
  );
  return (
    <Alert color="orange" mb="sm" title={l.apartTitle}>
      {said.join('; ')}. {l.apartText}
    </Alert>
  );
}

/** Says which orders and sales of a comparison are in no amount because there is no rate for them. */
export function WithoutRate({ said }: { said: string }) {
  const format = useFormat();
  return (
    <Alert color="orange" mb="sm" title={l.withoutRateTitle}>
      {format.said(said)}. {l.withoutRateText}
    </Alert>
  );
}

/** Says in which zone the days of a report are days. */
export const Days = ({ zone }: { zone: string | null }) => (
  <Text size="sm" c="dimmed" mt="xs">
    {zone ? l.daysOf(zone) : l.daysOfEach}
  </Text>
);

export const Nothing = () => <Empty title={l.empty} text={l.emptyText} />;
