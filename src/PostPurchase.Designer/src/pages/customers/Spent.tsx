import { Text } from '@mantine/core';
import type { Amount } from '../../api/types';
import { useFormat } from '../../parts/format';
import { t } from '../../strings';

/** What a customer spent, and beside it what no exchange rate is set for: without that, 0 would be shown for an order of 59.90 €. */
export function Spent({ total, notCounted }: { total: Amount; notCounted: Amount[] }) {
  const format = useFormat();
  const others = notCounted.map((amount) => format.money(amount)).join(' + ');
  if (!others) return format.money(total);
  return (
    <>
      {Number(total.amount) === 0 ? others : `${format.money(total)} + ${others}`}
      <Text size="xs" c="dimmed">
        {t.customers.notCounted(others)}
      </Text>
    </>
  );
}
