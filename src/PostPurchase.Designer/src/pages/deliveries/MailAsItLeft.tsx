import { Box, SegmentedControl, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import type { DeliveryDetail } from '../../api/types';
import { MailFrame } from '../../parts/MailFrame';
import { Panel } from '../../parts/Page';
import { t } from '../../strings';

const d = t.deliveries;

export function MailAsItLeft({ delivery }: { delivery: DeliveryDetail }) {
  const [part, setPart] = useState('html');
  const [allPictures, setAllPictures] = useState(false);
  if (!delivery.html && !delivery.text)
    return (
      <Panel title={d.mail}>
        <Text c="dimmed" size="sm">
          {d.notLeft}
        </Text>
      </Panel>
    );
  const parts = [
    { value: 'html', label: d.html },
    { value: 'text', label: d.text },
    { value: 'headers', label: d.headers },
  ];
  return (
    <Panel title={d.mail} aside={<SegmentedControl size="xs" aria-label={d.mail} data={parts} value={part} onChange={setPart} />}>
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
  if (!headers) return '';
  if (typeof headers === 'string') return headers;
  if (Array.isArray(headers)) return headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}
