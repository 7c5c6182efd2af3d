import { Alert, Drawer, Group, Stack, Text } from '@mantine/core';
import { sentence, useFormat } from '../../parts/format';
import { QueryState } from '../../parts/QueryState';
import { Tag } from '../../parts/Tag';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { networkName } from '../offers/networks';
import { Click, Entries, Mail, Offer, Said } from './Chain';
import { Earned, StatusTag } from './cells';
import { useConversion } from './data';
import { Match, Unmatch } from './Match';
import { Release } from './Waiting';

const s = t.commission;

/** One conversion back to where it came from: entries, reports, click, mail, offer. */
export function ConversionDrawer() {
  const [id, setId] = useParam('conversion');
  const conversion = useConversion(id);
  const row = conversion.data?.conversion;
  return (
    <Drawer
      opened={id !== ''}
      onClose={() => setId(null)}
      position="right"
      size={640}
      title={row ? s.chain.title(networkName(row.network), row.network_id) : s.title}
      closeButtonProps={{ 'aria-label': t.state.close }}
    >
      {id !== '' && (
        <QueryState query={conversion}>
          {(detail) => (
            <>
              <Summary detail={detail} />
              {detail.conversion.match === 'none' && <Match detail={detail} />}
              <Entries detail={detail} />
              <Said detail={detail} />
              {detail.conversion.match !== 'none' && (
                <>
                  <Click detail={detail} />
                  <Mail detail={detail} />
                  <Offer detail={detail} />
                </>
              )}
            </>
          )}
        </QueryState>
      )}
    </Drawer>
  );
}

function Summary({ detail }: { detail: NonNullable<ReturnType<typeof useConversion>['data']> }) {
  const format = useFormat();
  const row = detail.conversion;
  return (
    <Stack gap="xs" className="conversions">
      <Group gap="xs">
        <StatusTag status={row.status} />
        {row.match === 'none' && <Tag tone="note">{s.unmatchedTag}</Tag>}
        <Text size="sm" c="dimmed">
          {[format.at(row.occurred_at), row.merchant, row.order && s.order(row.order)].filter(Boolean).join(' · ')}
        </Text>
      </Group>
      <div>
        <Text size="xs" c="dimmed">
          {s.chain.sum}
        </Text>
        <Earned row={row} />
      </div>
      {row.match === 'person' && <Unmatch id={row.id} />}
      {row.locks_at && <Text size="sm">{s.chain.locks(format.at(row.locks_at))}</Text>}
      {row.held && (
        <Alert color="yellow" role="status">
          <Stack gap="xs" align="flex-start">
            <Text size="sm">{sentence(row.held)}</Text>
            <Release row={row} said={detail.reports.find((report) => report.held)?.commission ?? null} />
          </Stack>
        </Alert>
      )}
    </Stack>
  );
}
