import { Alert, Button, Group, Modal, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../access/session';
import { api } from '../../api/client';
import { useWebhooks } from '../../api/queries';
import { useFormat, words } from '../../parts/format';
import { messageOf } from '../../parts/messages';
import { Empty, Page } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';

const s = t.webhooks;

export default function Webhooks() {
  const webhooks = useWebhooks();
  const format = useFormat();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Page title={s.title} intro={s.intro}>
      <QueryState query={webhooks}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={s.empty} text={s.emptyText} />
          ) : (
            <section className="panel scroll-x" aria-label={s.title}>
              <Table className="rows" verticalSpacing={8} horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{s.at}</Table.Th>
                    <Table.Th>{s.source}</Table.Th>
                    <Table.Th>{s.answer}</Table.Th>
                    <Table.Th className="hide-narrow">{s.topic}</Table.Th>
                    <Table.Th className="number hide-narrow">{s.size}</Table.Th>
                    <Table.Th>{s.body}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((row) => (
                    <Table.Tr key={row.id ?? `${row.at} ${row.source}`}>
                      <Table.Td>{format.at(row.at)}</Table.Td>
                      <Table.Td>{row.source}</Table.Td>
                      <Table.Td>
                        <Tag tone={row.error ? 'bad' : 'good'}>{words(row.status)}</Tag>
                        {row.error && (
                          <Text size="xs" c="dimmed">
                            {row.error}
                          </Text>
                        )}
                      </Table.Td>
                      <Table.Td className="hide-narrow">{row.topic}</Table.Td>
                      <Table.Td className="number hide-narrow">{format.number(row.bytes)}</Table.Td>
                      <Table.Td>
                        {row.id !== null && (
                          <Button
                            size="compact-xs"
                            variant="default"
                            onClick={() => setOpen(row.id)}
                            aria-label={`${s.show}: ${row.source}, ${format.at(row.at)}`}
                          >
                            {s.body}
                          </Button>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </section>
          )
        }
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
    </Page>
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
      <QueryState query={body}>{(text) => <pre className="raw">{text}</pre>}</QueryState>
      {replay.error && (
        <Alert color="red" mt="sm" role="alert">
          {messageOf(replay.error)}
        </Alert>
      )}
      <Group justify="flex-end" mt="sm">
        {replay.data && (
          <Text size="sm" c="dimmed" role="status">
            {[words(replay.data.status), replay.data.reason].filter(Boolean).join(': ')}
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
