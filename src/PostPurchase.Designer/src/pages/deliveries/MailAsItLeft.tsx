import { Alert, Box, SegmentedControl, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import type { DeliveryDetail } from '../../api/types';
import { reasonOf, sentence } from '../../parts/format';
import { MailFrame } from '../../parts/MailFrame';
import { Panel } from '../../parts/Page';
import { t } from '../../strings';

const d = t.deliveries;

export function MailAsItLeft({ delivery }: { delivery: DeliveryDetail }) {
  const [chosen, setPart] = useState('html');
  const [allPictures, setAllPictures] = useState(false);
  if (!delivery.html && !delivery.text && !delivery.problem)
    return (
      <Panel title={d.mail}>
        <Text c="dimmed" size="sm">
          {d.notLeft}
        </Text>
      </Panel>
    );
  const handed = delivery.state === 'accepted' && !delivery.left_as ? d.mailHanded : d.mail;
  const sent = delivery.left_as === 'captured' ? d.mailCaptured : handed;
  const title = delivery.made_again !== 'not_left' ? sent : ['skipped', 'expired'].includes(delivery.state) ? d.mailNever : d.mailNow;
  const note = d.madeAgain[delivery.made_again ?? ''];
  // What could not be made says why in place of its text.
  if (delivery.problem)
    return (
      <Panel title={title}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {delivery.made_again === 'not_left' && reasonOf(delivery.problem) === reasonOf(delivery.reason ?? '')
            ? d.notMade
            : sentence(reasonOf(delivery.problem))}
        </Text>
      </Panel>
    );
  const parts = [
    ...(delivery.html ? [{ value: 'html', label: d.html }] : []),
    ...(delivery.text ? [{ value: 'text', label: d.text }] : []),
    { value: 'headers', label: d.headers },
  ];
  const part = parts.some(({ value }) => value === chosen) ? chosen : parts[0]?.value;
  return (
    <Panel title={title} aside={<SegmentedControl size="xs" aria-label={title} data={parts} value={part} onChange={setPart} />}>
      {note && (
        <Alert color={delivery.made_again === 'other_template' ? 'orange' : 'gray'} variant="light" mb="sm" role="note">
          {note}
        </Alert>
      )}
      {part === 'html' && (
        <>
          <Box style={{ border: '1px solid var(--line)', borderRadius: 8, overflow: 'hidden' }}>
            <MailFrame html={delivery.html ?? ''} title={d.frame} pictures={allPictures ? 'all' : 'own'} height={680} />
          </Box>
          <Switch
            mt="sm"
            size="xs"
            label={d.remote}
            checked={allPictures}
            onChange={(event) => setAllPictures(event.currentTarget.checked)}
          />
        </>
      )}
      {part === 'text' && <pre className="raw">{delivery.text}</pre>}
      {part === 'headers' && <pre className="raw">{headerLines(delivery.headers)}</pre>}
    </Panel>
  );
}

function headerLines(headers: DeliveryDetail['headers']): string {
  return (headers ?? []).map(({ name, value }) => `${name}: ${value}`).join('\n');
}
