import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { useMay } from '../../access/session';
import { api } from '../../api/client';
import { useDelivery, useJourneyNames } from '../../api/queries';
import type { DeliveryDetail } from '../../api/types';
import { reasonBeside, useFormat, words } from '../../parts/format';
import { messageOf } from '../../parts/messages';
import { Page, Panel } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { SendTag, Tag } from '../../parts/Tag';
import { t } from '../../strings';
import { Recipient, RedirectedTo, withoutSubject } from './DeliveryTable';
import { MailAsItLeft } from './MailAsItLeft';
import { Touches } from './Touches';
import { WhyOffers } from './WhyOffers';

const d = t.deliveries;

export default function DeliveryPage() {
  const { id = '' } = useParams();
  const delivery = useDelivery(id);
  return (
    <QueryState query={delivery} isPage back={{ to: '/deliveries', label: d.title }}>
      {(data) => (
        <Page
          title={data.subject || withoutSubject(data)}
          back={{ to: '/deliveries', label: d.title }}
          intro={
            <Group gap="xs">
              <SendTag state={data.state} leftAs={data.left_as} />
              {reasonBeside(data.reason) && <span>{reasonBeside(data.reason)}</span>}
              {data.fault && <FaultLink fault={data.fault} />}
              {data.bad_address && (
                <Link to={`/customers/${encodeURIComponent(data.customer_id)}`} className="text-link">
                  {d.mendAddress}
                </Link>
              )}
            </Group>
          }
          actions={<Actions delivery={data} />}
        >
          <div className="two-columns">
            <MailAsItLeft delivery={data} />
            <Stack gap="md">
              <Details delivery={data} />
              <WhyOffers delivery={data.id} />
              <Touches delivery={data} />
            </Stack>
          </div>
        </Page>
      )}
    </QueryState>
  );
}

/** Leads to the template that has to be mended, at the line where the reason names one. */
function FaultLink({ fault }: { fault: NonNullable<DeliveryDetail['fault']> }) {
  const { template, language, line } = fault;
  const place = { ...(language && { language }), ...(line && { tab: 'code', line: String(line) }) };
  return (
    <Link to={`/templates/${encodeURIComponent(template)}?${new URLSearchParams(place)}`} className="text-link">
      {d.mendTemplate(words(template), line)}
    </Link>
  );
}

function Actions({ delivery }: { delivery: DeliveryDetail }) {
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: (what: 'retry' | 'skip' | 'approve') => api.post(`/deliveries/${encodeURIComponent(delivery.id)}/${what}`),
    onSuccess: () => queries.invalidateQueries(),
  });
  const mayWrite = useMay('write');
  const mayOperate = useMay('operate');
  return (
    <Stack gap={4} align="flex-end">
      {delivery.awaits === 'approval' && mayWrite && (
        <Button loading={act.isPending} onClick={() => act.mutate('approve')}>
          {d.approve}
        </Button>
      )}
      {delivery.awaits === 'decision' && mayOperate && (
        <Group gap="xs">
          <Button variant="default" loading={act.isPending} onClick={() => act.mutate('skip')}>
            {d.skip}
          </Button>
          <Button loading={act.isPending} onClick={() => act.mutate('retry')}>
            {d.retry}
          </Button>
        </Group>
      )}
      {(delivery.awaits === 'decision' || delivery.state === 'uncertain') && (
        <Text size="xs" c="dimmed" maw={300} ta="right">
          {delivery.state === 'uncertain' ? d.uncertainText : delivery.bad_address ? d.addressText : d.decisionText}
        </Text>
      )}
      {delivery.perhaps_twice && (
        <Text size="xs" c="dimmed" maw={300} ta="right">
          {d.twiceText}
        </Text>
      )}
      {act.error && <Alert color="red">{messageOf(act.error)}</Alert>}
    </Stack>
  );
}

function Details({ delivery }: { delivery: DeliveryDetail }) {
  const format = useFormat();
  const nameOf = useJourneyNames();
  const variants = Object.entries(delivery.variants ?? {});
  return (
    <Panel title={d.details}>
      <dl className="facts">
        <dt>{d.to}</dt>
        <dd>
          <Recipient row={delivery} className="text-link" />
          <RedirectedTo row={delivery} />
        </dd>
        <dt>{d.when}</dt>
        <dd>{delivery.at ? format.at(delivery.at) : `${d.due} ${format.at(delivery.due_at)}`}</dd>
        <dt>{d.journey}</dt>
        <dd>
          <Link to={`/journeys/${encodeURIComponent(delivery.journey)}?step=${encodeURIComponent(delivery.step)}`} className="text-link">
            {d.from(nameOf(delivery.journey), words(delivery.step))}
          </Link>
        </dd>
        <dt>{d.content}</dt>
        <dd>{t.content[delivery.kind] ?? words(delivery.kind)}</dd>
        {variants.length > 0 && (
          <>
            <dt>{d.variants}</dt>
            <dd>
              <Group gap={4}>
                {variants.map(([experiment, variant]) => (
                  <Tag key={experiment} tone="info">{`${words(experiment)}: ${words(variant)}`}</Tag>
                ))}
              </Group>
            </dd>
          </>
        )}
        <dt>{d.log}</dt>
        <dd>
          {delivery.first_tried_at ? d.triedSince(delivery.attempts, format.at(delivery.first_tried_at)) : d.attempts(delivery.attempts)}
        </dd>
      </dl>
    </Panel>
  );
}
