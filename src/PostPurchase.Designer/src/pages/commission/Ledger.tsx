import { Button, Group, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { Empty } from '../../parts/Page';
import { t } from '../../strings';
import { networkName } from '../offers/networks';
import { Connect } from './Connect';
import { ConversionTable } from './ConversionTable';
import { statusName } from './cells';
import { type ConversionFilter, useNetworks } from './data';

const s = t.commission;
const narrowing = ['journey', 'step', 'offer', 'program', 'month', 'store', 'from', 'to', 'left_from', 'left_to'] as const;

const statuses = (words: string) =>
  words
    .split(',')
    .map((word) => s.status[word] ?? word)
    .join(', ');

/** Every conversion; what is behind a figure of the earnings is the same list, narrowed. */
export function Ledger() {
  const [params, setParams] = useSearchParams();
  const networks = useNetworks();
  const filter: ConversionFilter = {};
  for (const name of ['network', 'status', 'booked', ...narrowing] as const) {
    const value = params.get(name);
    if (value) filter[name] = value;
  }
  const set = (changes: Record<string, string | null>) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) value ? after.set(name, value) : after.delete(name);
        return after;
      },
      { replace: true },
    );
  const { status = '', booked = '' } = filter;
  const isOfSeveral = status.includes(',');
  const narrowed = narrowing.flatMap((name) => filter[name] ?? []);
  if (isOfSeveral) narrowed.push(statuses(status));
  if (booked) narrowed.push(s.booked(statuses(booked)));
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      <Group mb="sm" gap="sm">
        <Select
          aria-label={s.network}
          placeholder={s.anyNetwork}
          clearable
          w={180}
          data={[...new Set((networks.data?.items ?? []).map((row) => row.network))].map((key) => ({
            value: key,
            label: networkName(key),
          }))}
          value={filter.network ?? null}
          onChange={(value) => set({ network: value })}
        />
        <Select
          aria-label={s.statusFilter}
          placeholder={s.anyStatus}
          clearable
          w={160}
          data={['pending', 'approved', 'reversed', 'paid', 'other'].map((value) => ({ value, label: statusName(value) }))}
          value={isOfSeveral ? null : status || null}
          onChange={(value) => set({ status: value })}
        />
        {narrowed.length > 0 && (
          <Button
            variant="light"
            rightSection={<IconX size={14} aria-hidden />}
            onClick={() =>
              set(Object.fromEntries([...narrowing, 'booked', ...(isOfSeveral ? ['status'] : [])].map((name) => [name, null])))
            }
          >
            {s.only(narrowed.join(' / '))}
          </Button>
        )}
      </Group>
      <ConversionTable
        filter={filter}
        label={s.tabs.ledger ?? ''}
        empty={isFiltered ? <Empty title={s.noneSuch} text="" /> : <Empty title={s.empty} text={s.emptyText} action={<Connect />} />}
      />
    </>
  );
}
