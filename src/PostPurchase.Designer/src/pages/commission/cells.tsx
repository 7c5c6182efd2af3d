import { Group, Text } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import { useJourneyNames } from '../../api/queries';
import type { Amount } from '../../api/types';
import { sentence, useFormat, words } from '../../parts/format';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';
import { useOfferNames } from '../offers/names';
import { networkName } from '../offers/networks';
import type { Conversion } from './data';

const s = t.commission;
const tones = { pending: 'info', approved: 'good', paid: 'good', reversed: 'bad' } as const;

/** Sums of several currencies beside each other; they never add up. */
export const useSum = () => {
  const { money } = useFormat();
  return (amounts: Amount[]) => (amounts.length === 0 ? '–' : amounts.map((amount) => money(amount)).join(' + '));
};

/** A status as it stands alone, not in a sentence. */
export const statusName = (status: string | null) => sentence(s.status[status ?? 'none'] ?? status ?? '');

export function StatusTag({ status }: { status: string | null }) {
  return <Tag tone={tones[status as keyof typeof tones] ?? 'quiet'}>{statusName(status)}</Tag>;
}

/** The way into the chain behind a conversion; what else the address says stays. */
export function Follow({ row }: { row: Conversion }) {
  const { search } = useLocation();
  const query = new URLSearchParams(search);
  query.set('conversion', row.id);
  return (
    <Link to={{ search: `?${query}` }} className="text-link row-link">
      {networkName(row.network)} {row.network_id}
    </Link>
  );
}

/** Commission in the network's currency, then in the store's where that is another; of a list of some statuses what is booked in those. */
export function Earned({ row, booked }: { row: Conversion; booked?: string }) {
  const { money } = useFormat();
  const sum = useSum();
  const parts = booked?.split(',');
  const counted = row.booked.filter(({ status }) => (parts ? parts.includes(status) : status !== 'reversed' && status !== 'other'));
  if (parts) return <Booked parts={counted} row={row} />;
  const isForeign = row.commission.some(({ currency }) => currency !== row.value?.currency);
  return (
    <>
      <Text size="sm" fw={600}>
        {row.commission.length === 0 && row.reversed.length > 0 && row.value ? money(row.value) : sum(row.commission)}
      </Text>
      {isForeign && (
        <Text size="xs" c="dimmed" title={row.value ? undefined : s.noRateWhy}>
          {row.value ? s.inStore(money(row.value)) : s.noRate}
        </Text>
      )}
      {new Set(counted.map(({ status }) => status)).size > 1 && <Parts parts={counted} />}
      {row.reversed.length > 0 && (
        <Text size="xs" c="dimmed">
          {s.reversedOf(sum(row.reversed))}
        </Text>
      )}
      <Reasons row={row} />
    </>
  );
}

type Part = Conversion['booked'][number];

// What a number of a report adds up, and below it what the whole sale earned where that is more.
function Booked({ parts, row }: { parts: Part[]; row: Conversion }) {
  const { money } = useFormat();
  const sum = useSum();
  const isForeign = parts.some(({ amount, value }) => amount.currency !== value?.currency);
  const isPart = row.booked.length > parts.length;
  return (
    <>
      <Text size="sm" fw={600}>
        {sum(parts.map(({ amount }) => amount))}
      </Text>
      {isForeign && (
        <Text size="xs" c="dimmed">
          {parts.map(({ value }) => (value ? s.inStore(money(value)) : s.noRate)).join(', ')}
        </Text>
      )}
      {isPart && <Parts parts={row.booked} />}
      <Reasons row={row} />
    </>
  );
}

// Why a sum is below zero, and why an amount or the whole sale is in none.
function Reasons({ row }: { row: Conversion }) {
  return (
    <>
      {[row.why_negative, row.why_other, row.why_test]
        .filter((why) => why !== null)
        .map((why) => (
          <Text key={why} size="xs" c="dimmed">
            {sentence(why)}.
          </Text>
        ))}
    </>
  );
}

function Parts({ parts }: { parts: Part[] }) {
  const { money } = useFormat();
  return (
    <Text size="xs" c="dimmed">
      {parts.map(({ status, amount }) => `${s.status[status] ?? status} ${money(amount)}`).join(' · ')}
    </Text>
  );
}

/** Journey, step and variants of the mail that earned it. */
export function Source({ row }: { row: Conversion }) {
  const nameOf = useJourneyNames();
  const names = useOfferNames();
  if (!row.journey || !row.step)
    return (
      <Text size="sm" c="dimmed">
        {s.nobody}
      </Text>
    );
  return (
    <>
      <Link to={`/journeys/${encodeURIComponent(row.journey)}?step=${encodeURIComponent(row.step)}`} className="plain">
        <Text size="sm" span>
          {s.place(nameOf(row.journey), words(row.step))}
        </Text>
      </Link>
      {row.offer && (
        <Text size="xs" c="dimmed">
          {[names.offer(row.offer), row.program && names.program(row.program)].filter(Boolean).join(' · ')}
        </Text>
      )}
      <Group gap={4} mt={2}>
        {Object.entries(row.variants).map(([experiment, variant]) => (
          <span key={experiment} title={s.variant(words(experiment), words(variant))}>
            <Tag tone="info">{words(variant)}</Tag>
          </span>
        ))}
      </Group>
    </>
  );
}
