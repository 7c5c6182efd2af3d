import { Alert, Button, Checkbox, Group, Modal, Stack, Table, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '../../access/session';
import { api } from '../../api/client';
import { Confirm } from '../../parts/Confirm';
import { useFormat } from '../../parts/format';
import { messageOf } from '../../parts/messages';
import { Empty } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { ScrollX } from '../../parts/ScrollX';
import { ShownOnce } from '../../parts/ShownOnce';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';

const s = t.access;

type KeyRow = { name: string; scopes: string[]; created_at: string };
type NewKey = { name: string; scopes: string[]; secret: string };

export function Keys() {
  const keys = useQuery({ queryKey: ['keys'], queryFn: () => api.get<{ items: KeyRow[] }>('/keys') });
  const queries = useQueryClient();
  const format = useFormat();
  const [isAdding, setAdding] = useState(false);
  const refresh = () => void queries.invalidateQueries({ queryKey: ['keys'] });
  const revoke = useMutation({ mutationFn: (name: string) => api.delete(`/keys/${encodeURIComponent(name)}`), onSettled: refresh });
  return (
    <Stack gap="md">
      <Group>
        <Button onClick={() => setAdding(true)}>{s.keys.add}</Button>
      </Group>
      {revoke.error && (
        <Alert color="red" role="alert">
          {messageOf(revoke.error)}
        </Alert>
      )}
      <QueryState query={keys}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={s.keys.empty} text={s.keys.emptyText} />
          ) : (
            <ScrollX label={s.tabs.keys}>
              <Table className="rows" verticalSpacing={8} horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{s.keys.name}</Table.Th>
                    <Table.Th>{s.keys.scopes}</Table.Th>
                    <Table.Th className="hide-narrow">{s.keys.since}</Table.Th>
                    <Table.Th>
                      <VisuallyHidden>{s.keys.revoke}</VisuallyHidden>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((row) => (
                    <Table.Tr key={row.name}>
                      <Table.Td>
                        <Text size="sm" fw={600}>
                          {row.name}
                        </Text>
                      </Table.Td>
                      <Table.Td>
                        <Group gap={4}>
                          {row.scopes.map((scope) => (
                            <Tag key={scope} tone="quiet">
                              {scope}
                            </Tag>
                          ))}
                        </Group>
                      </Table.Td>
                      <Table.Td className="hide-narrow">{format.day(row.created_at)}</Table.Td>
                      <Table.Td align="right">
                        <Confirm
                          label={s.keys.revoke}
                          about={row.name}
                          question={s.keys.revokeSure(row.name)}
                          onYes={() => revoke.mutate(row.name)}
                        />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </ScrollX>
          )
        }
      </QueryState>
      <Modal opened={isAdding} onClose={() => setAdding(false)} title={s.keys.add} closeButtonProps={{ 'aria-label': t.state.close }}>
        <Add done={refresh} />
      </Modal>
    </Stack>
  );
}

function Add({ done }: { done: () => void }) {
  const own = useMe().data?.scopes ?? [];
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['events']);
  const add = useMutation({ mutationFn: () => api.post<NewKey>('/keys', { name, scopes }), onSuccess: done });
  if (add.data) return <ShownOnce secret={add.data.secret} text={s.keys.shownOnce} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Stack gap="sm">
        {add.error && (
          <Alert color="red" role="alert">
            {messageOf(add.error)}
          </Alert>
        )}
        <TextInput label={s.keys.name} value={name} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
        <Checkbox.Group label={s.keys.scopes} value={scopes} onChange={setScopes}>
          <Stack gap={6} mt={6}>
            {Object.entries(s.scopes)
              .filter(([scope]) => own.includes(scope))
              .map(([scope, label]) => (
                <Checkbox key={scope} value={scope} label={label} />
              ))}
          </Stack>
        </Checkbox.Group>
        <Button type="submit" loading={add.isPending} disabled={name.trim() === '' || scopes.length === 0}>
          {s.keys.add}
        </Button>
      </Stack>
    </form>
  );
}
