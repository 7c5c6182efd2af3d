import { Drawer, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { usePeople, useSendsOf } from '../api/queries';
import { reasonBeside, useFormat, words } from '../parts/format';
import { More } from '../parts/More';
import { Failed, Loading } from '../parts/QueryState';
import { SendTag } from '../parts/Tag';
import { t } from '../strings';
import { shortVersion } from './describe';
import { useDesignerContext } from './useDesigner';

const b = t.designer.behind;

export type Behind = { step: string | null; what: 'people' | 'sent' | 'clicked' | 'held' | 'skipped' | 'earned' };

/** The people or sends behind a number. */
export default function BehindDrawer({ behind, close }: { behind: Behind; close: () => void }) {
  const { journey } = useDesignerContext();
  const title = behind.step ? b.title(b.what[behind.what] ?? '', words(behind.step)) : b.inside(journey.name);
  return (
    <Drawer opened onClose={close} position="right" size={640} title={title} closeButtonProps={{ 'aria-label': t.state.close }}>
      {behind.what === 'people' ? (
        <People journey={journey.key} step={behind.step} current={journey.version} />
      ) : (
        <Sends journey={journey.key} step={behind.step ?? ''} what={behind.what} />
      )}
    </Drawer>
  );
}

function People({ journey, step, current }: { journey: string; step: string | null; current: string | null }) {
  const people = usePeople(journey, step);
  const format = useFormat();
  if (people.error && !people.data) return <Failed error={people.error} retry={() => void people.refetch()} />;
  if (!people.data) return <Loading />;
  const items = people.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Text size="sm">{b.nobody}</Text>;
  return (
    <>
      {items.some(({ version }) => version !== current) && (
        <Text size="sm" mb="sm">
          {b.older}
        </Text>
      )}
      <Table className="rows">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{b.customer}</Table.Th>
            <Table.Th>{b.step}</Table.Th>
            <Table.Th>{b.next}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((person) => (
            <Table.Tr key={`${person.customer_id} ${person.entered_at} ${person.step}`}>
              <Table.Td>
                <Link className="text-link" to={`/customers/${person.customer_id}`}>
                  {person.customer}
                </Link>
                <Text size="xs" c="dimmed">
                  {b.since(format.at(person.entered_at))}
                </Text>
              </Table.Td>
              <Table.Td>
                {words(person.step ?? '')}
                {person.version !== current && (
                  <Text size="xs" c="dimmed">
                    {b.onVersion(shortVersion(person.version))}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                {person.due_at ? format.at(person.due_at) : b.noInstant}
                {person.reason && (
                  <Text size="xs" c="dimmed">
                    {person.reason}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <More query={people} />
    </>
  );
}

function Sends({ journey, step, what }: { journey: string; step: string; what: string }) {
  const sends = useSendsOf(journey, step, what);
  const format = useFormat();
  if (sends.error && !sends.data) return <Failed error={sends.error} retry={() => void sends.refetch()} />;
  if (!sends.data) return <Loading />;
  const items = sends.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Text size="sm">{b.noSends}</Text>;
  return (
    <>
      <Table className="rows">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{b.mail}</Table.Th>
            <Table.Th>{b.customer}</Table.Th>
            <Table.Th>{b.at}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((send) => (
            <Table.Tr key={send.id}>
              <Table.Td>
                <Link className="text-link" to={`/deliveries/${send.id}`}>
                  {send.subject ?? words(send.step)}
                </Link>
                {reasonBeside(send.reason) && (
                  <Text size="xs" c="dimmed">
                    {reasonBeside(send.reason)}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <Link className="text-link" to={`/customers/${send.customer_id}`}>
                  {send.customer}
                </Link>
              </Table.Td>
              <Table.Td>
                <SendTag state={send.state} leftAs={send.left_as} />
                <Text size="xs" c="dimmed">
                  {format.at(send.at ?? send.due_at)}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <More query={sends} />
    </>
  );
}
