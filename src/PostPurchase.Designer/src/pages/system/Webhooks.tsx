import { Alert, Button, CopyButton, Group, Modal, Table, Tabs, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../access/session';
import { api } from '../../api/client';
import { useWebhooks } from '../../api/queries';
import type { WebhookRow } from '../../api/types';
import { useFormat, words } from '../../parts/format';
import { More } from '../../parts/More';
import { messageOf } from '../../parts/messages';
import { Empty, Page } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { ScrollX } from '../../parts/ScrollX';
import { TabRow } from '../../parts/TabRow';
import { Tag } from '../../parts/Tag';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { networkName } from '../offers/networks';
import { laidOutOf } from './laidOut';
import { Sources } from './Sources';

const s = t.webhooks;

export default function Webhooks() {
  const [tab, setTab] = useParam('tab', { isPlace: true });
  const mayRotate = useMay('admin');
  if (!mayRotate)
    return (
      <Page title={s.title} intro={s.intro}>
        <Received />
      </Page>
    );
  return (
    <Page title={s.title} intro={s.intro}>
      <Tabs
        value={tab === 'secrets' ? tab : 'received'}
        onChange={(value) => setTab(value === 'secrets' ? value : null)}
        keepMounted={false}
      >
        <TabRow mb="md">
          {Object.entries(s.tabs).map(([value, label]) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </TabRow>
        <Tabs.Panel value="received">
          <Received />
        </Tabs.Panel>
        <Tabs.Panel value="secrets">
          <Sources />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Received() {
  const [source, setSource] = useParam('source');
  const webhooks = useWebhooks(source);
  const format = useFormat();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <>
      {source && (
        <Button mb="sm" size="xs" variant="light" rightSection={<IconX size={14} aria-hidden />} onClick={() => setSource(null)}>
          {s.onlyClear(sourceName(source))}
        </Button>
      )}
      <QueryState query={webhooks}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Empty title={s.empty} text={s.emptyText} />;
          return (
            <ScrollX label={s.title}>
              <Table className="rows" verticalSpacing={8} horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{s.at}</Table.Th>
                    <Table.Th className="hide-narrow">{s.source}</Table.Th>
                    <Table.Th>{s.answer}</Table.Th>
                    {items.some((row) => row.topic) && <Table.Th className="hide-narrow">{s.topic}</Table.Th>}
                    <Table.Th className="number hide-narrow">{s.size}</Table.Th>
                    <Table.Th>{s.body}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((row) => (
                    <Table.Tr key={row.id ?? `${row.at} ${row.source}`}>
                      <Table.Td className="when">
                        {format.at(row.at)}
                        <Text size="xs" c="dimmed" className="only-narrow" style={{ overflowWrap: 'anywhere' }}>
                          <OnlyFrom source={row.source} />
                        </Text>
                      </Table.Td>
                      <Table.Td className="hide-narrow">
                        <OnlyFrom source={row.source} />
                      </Table.Td>
                      <Table.Td>
                        <Tag tone={row.error ? 'bad' : row.status === 'stored' ? 'good' : 'quiet'}>{words(row.status)}</Tag>
                        {row.error && (
                          <Text size="xs" c="dimmed">
                            {row.error}
                          </Text>
                        )}
                      </Table.Td>
                      {items.some((one) => one.topic) && <Table.Td className="hide-narrow">{row.topic}</Table.Td>}
                      <Table.Td className="number hide-narrow">{s.bytes(format.number(row.bytes))}</Table.Td>
                      <Table.Td>
                        {isErased(row) && s.erased}
                        {row.id !== null && !isErased(row) && (
                          <Button
                            size="xs"
                            variant="default"
                            onClick={() => setOpen(row.id)}
                            aria-label={`${s.show}: ${sourceName(row.source)}, ${format.at(row.at)}`}
                          >
                            {s.open}
                          </Button>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              <More query={webhooks} />
            </ScrollX>
          );
        }}
      </QueryState>
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={s.body}
        size="lg"
        closeButtonProps={{ 'aria-label': t.state.close }}
      >
        {open !== null && <Body id={open} />}
      </Modal>
    </>
  );
}

const OnlyFrom = ({ source }: { source: string }) => (
  <Link className="plain" to={`?source=${encodeURIComponent(source)}`} title={s.only(sourceName(source))}>
    {sourceName(source)}
  </Link>
);

/** Networks and files that were loaded have names of their own; a store is called as its settings call it. */
function sourceName(source: string): string {
  const [, network] = /^network:(.+)$/.exec(source) ?? [];
  if (network) return networkName(network);
  return s.own[source] ?? source;
}

// What was kept is never empty: only an erasure leaves nothing.
const isErased = (row: WebhookRow) => row.id !== null && row.bytes === 0;

function Raw({ text }: { text: string }) {
  const [isAsSent, setAsSent] = useState(false);
  const laidOut = laidOutOf(text);
  return (
    <>
      <Group justify="flex-end" gap="xs" mb="xs">
        {laidOut !== null && laidOut !== text && (
          <Button size="xs" variant="default" onClick={() => setAsSent(!isAsSent)}>
            {isAsSent ? s.laidOut : s.asSent}
          </Button>
        )}
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? s.copied : s.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
      <pre className="raw">{isAsSent ? text : (laidOut ?? text)}</pre>
    </>
  );
}

function Body({ id }: { id: string }) {
  const path = `/webhooks/${encodeURIComponent(id)}`;
  const body = useQuery({ queryKey: ['webhook', id], queryFn: () => api.text(path) });
  const queries = useQueryClient();
  const mayOperate = useMay('operate');
  const replay = useMutation({
    mutationFn: () => api.post<{ status: string; reason: string | null }>(`${path}/replay`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['webhooks'] }),
  });
  return (
    <>
      <QueryState query={body}>{(text) => <Raw text={text} />}</QueryState>
      {replay.error && (
        <Alert color="red" mt="sm" role="alert">
          {messageOf(replay.error)}
        </Alert>
      )}
      <Group justify="flex-end" mt="sm">
        {replay.data && (
          <Text size="sm" c="dimmed" role="status">
            {s.replayed[replay.data.status] ?? [words(replay.data.status), replay.data.reason].filter(Boolean).join(': ')}
          </Text>
        )}
        {mayOperate && (
          <Button variant="default" loading={replay.isPending} onClick={() => replay.mutate()}>
            {s.replay}
          </Button>
        )}
      </Group>
    </>
  );
}
