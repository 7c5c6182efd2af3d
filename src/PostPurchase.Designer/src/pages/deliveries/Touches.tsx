import { Stack, Text } from '@mantine/core';
import type { DeliveryDetail, DeliveryTouch } from '../../api/types';
import { reasonOf, useFormat, words } from '../../parts/format';
import { Panel } from '../../parts/Page';
import { sendWords, Tag } from '../../parts/Tag';
import { t } from '../../strings';
import { recipientOf } from './DeliveryTable';

const d = t.deliveries;

/** What happened to the mail after it left: attempts, then touches with their verdict, then its links. */
export function Touches({ delivery }: { delivery: DeliveryDetail }) {
  const format = useFormat();
  // The reason stands at the head of the page.
  const attempts = (delivery.attempt_log ?? []).map((line) =>
    reasonOf(line) === reasonOf(delivery.reason ?? '')
      ? { line: sendWords({ state: delivery.state, leftAs: delivery.left_as }), at: delivery.at }
      : { line, at: null },
  );
  return (
    <>
      <Panel title={d.story}>
        <ol className="story">
          {attempts.map(({ line, at }) => (
            <li key={line} data-tone="quiet">
              <Text size="sm">{line}</Text>
              {at && (
                <Text size="xs" c="dimmed">
                  {format.at(at)}
                </Text>
              )}
            </li>
          ))}
          {delivery.touches.map((touch) => (
            <li key={`${touch.kind} ${touch.at} ${touch.agent}`} data-tone={touch.verdict === 'human' ? 'good' : 'quiet'}>
              <TouchLine touch={touch} at={format.at(touch.at)} />
            </li>
          ))}
        </ol>
        {delivery.touches.length === 0 && (
          <Text size="sm" c="dimmed" mt={attempts.length > 0 ? 'xs' : 0}>
            {recipientOf(delivery) === null ? d.noTouchesErased : d.noTouches}
          </Text>
        )}
      </Panel>
      <Panel title={d.links}>
        {delivery.links.length === 0 && (
          <Text size="sm" c="dimmed">
            {d.noLinks}
          </Text>
        )}
        <Stack gap="xs">
          {delivery.links.map((link) => (
            <div key={`${link.slot} ${link.url}`}>
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {link.kind === 'choice' ? d.choice(link.label || words(link.url)) : link.url}
              </Text>
              <Text size="xs" c="dimmed">
                {[link.slot && d.link(link.slot), link.kind === 'choice' ? d.chosen(link.clicks) : d.clicks(link.clicks)]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </div>
          ))}
        </Stack>
      </Panel>
    </>
  );
}

function TouchLine({ touch, at }: { touch: DeliveryTouch; at: string }) {
  return (
    <>
      <Text size="sm" component="div">
        {d.touch[touch.kind] ?? words(touch.kind)}{' '}
        {touch.verdict && <Tag tone={touch.verdict === 'human' ? 'good' : 'quiet'}>{d.verdict[touch.verdict] ?? words(touch.verdict)}</Tag>}
      </Text>
      <Text size="xs" c="dimmed">
        {[at, touch.reason && words(touch.reason), touch.agent].filter(Boolean).join(' · ')}
      </Text>
    </>
  );
}
