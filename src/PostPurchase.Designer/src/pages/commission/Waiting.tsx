import { Stack, Text } from '@mantine/core';
import { useMay } from '../../access/session';
import { Confirm } from '../../parts/Confirm';
import { sentence, useFormat } from '../../parts/format';
import { messageOf } from '../../parts/messages';
import { Empty } from '../../parts/Page';
import { t } from '../../strings';
import { ConversionTable } from './ConversionTable';
import { Source, useSum } from './cells';
import { type Conversion, useSettle } from './data';

const s = t.commission;

/** Conversions that no link is known of; the chain of each shows mails that it may belong to. */
export function Unmatched() {
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {s.unmatched.intro}
      </Text>
      <ConversionTable
        filter={{ only: 'unmatched' }}
        label={s.tabs.unmatched ?? ''}
        empty={<Empty title={s.unmatched.empty} text={s.unmatched.emptyText} />}
      />
    </Stack>
  );
}

/** Amounts over the cap. */
export function SetAside() {
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {s.held.intro}
      </Text>
      <ConversionTable
        filter={{ only: 'held' }}
        label={s.tabs.held ?? ''}
        empty={<Empty title={s.held.empty} text={s.held.emptyText} />}
        last={{
          title: s.columns.why,
          of: (row) => (
            <Stack gap={6} align="flex-start">
              <Text size="sm">{row.held && sentence(row.held)}</Text>
              <Source row={row} />
              <Release row={row} />
            </Stack>
          ),
        }}
      />
    </Stack>
  );
}

/** Asks, then lets the amount count. `said` is what the network said, where it is known. */
export function Release({ row, said }: { row: Conversion; said?: Parameters<ReturnType<typeof useFormat>['money']>[0] }) {
  const { release } = useSettle(row.id);
  const { money } = useFormat();
  const sum = useSum();
  if (!useMay('write')) return null;
  const amount = said ? money(said) : row.commission.length > 0 ? sum(row.commission) : s.held.unknown;
  return (
    <>
      <Confirm label={s.held.release} question={s.held.question(amount)} onYes={() => release.mutate()} />
      {release.error && (
        <Text size="xs" c="red" role="alert">
          {messageOf(release.error)}
        </Text>
      )}
    </>
  );
}
