import { Alert, Button, Group, Modal, PasswordInput, Select, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isNameWrong, NameField } from '../../access/NameField';
import { useMe } from '../../access/session';
import { api } from '../../api/client';
import { Confirm } from '../../parts/Confirm';
import { useFormat } from '../../parts/format';
import { messageOf } from '../../parts/messages';
import { Empty } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { ScrollX } from '../../parts/ScrollX';
import { t } from '../../strings';

const s = t.access;

type AccountRow = { name: string; role: string; created_at: string };

const roles = Object.entries(s.roles).map(([value, label]) => ({ value, label }));
const path = (name: string) => `/accounts/${encodeURIComponent(name)}`;

export function Accounts() {
  const accounts = useQuery({ queryKey: ['accounts'], queryFn: () => api.get<{ items: AccountRow[] }>('/accounts') });
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries({ queryKey: ['accounts'] });
  const [isAdding, setAdding] = useState(false);
  const [reset, setReset] = useState<string | null>(null);
  const change = useMutation({
    mutationFn: ({ name, role }: { name: string; role: string }) => api.put(path(name), { role }),
    onSettled: refresh,
  });
  const remove = useMutation({ mutationFn: (name: string) => api.delete(path(name)), onSettled: refresh });
  const failed = change.error ?? remove.error;
  return (
    <Stack gap="md">
      <Group>
        <Button onClick={() => setAdding(true)}>{s.accounts.add}</Button>
      </Group>
      {failed && (
        <Alert color="red" role="alert">
          {messageOf(failed)}
        </Alert>
      )}
      <QueryState query={accounts}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={s.accounts.empty} text={s.accounts.emptyText} />
          ) : (
            <List items={items} change={change.mutate} remove={remove.mutate} reset={setReset} />
          )
        }
      </QueryState>
      <Modal opened={isAdding} onClose={() => setAdding(false)} title={s.accounts.add} closeButtonProps={{ 'aria-label': t.state.close }}>
        <Add done={refresh} />
      </Modal>
      <Modal
        opened={reset !== null}
        onClose={() => setReset(null)}
        title={`${s.accounts.reset}: ${reset ?? ''}`}
        closeButtonProps={{ 'aria-label': t.state.close }}
      >
        {reset !== null && <Reset name={reset} done={() => setReset(null)} />}
      </Modal>
    </Stack>
  );
}

function List({
  items,
  change,
  remove,
  reset,
}: {
  items: AccountRow[];
  change: (edit: { name: string; role: string }) => void;
  remove: (name: string) => void;
  reset: (name: string) => void;
}) {
  const format = useFormat();
  const own = useMe().data?.name;
  return (
    <ScrollX label={s.tabs.accounts}>
      <Table className="rows" verticalSpacing={8} horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{s.name}</Table.Th>
            <Table.Th>{s.accounts.role}</Table.Th>
            <Table.Th className="hide-narrow">{s.accounts.since}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{s.accounts.reset}</VisuallyHidden>
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
              <Table.Td miw={260}>
                <Select
                  size="xs"
                  aria-label={`${s.accounts.role}: ${row.name}`}
                  data={roles}
                  value={row.role}
                  allowDeselect={false}
                  onChange={(role) => role && change({ name: row.name, role })}
                />
              </Table.Td>
              <Table.Td className="hide-narrow">{format.day(row.created_at)}</Table.Td>
              <Table.Td>
                <Group gap="xs" justify="flex-end" wrap="nowrap">
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`${s.accounts.reset}: ${row.name}`}
                    onClick={() => reset(row.name)}
                  >
                    {s.accounts.reset}
                  </Button>
                  {row.name !== own && (
                    <Confirm
                      label={s.accounts.remove}
                      about={row.name}
                      question={s.accounts.removeSure(row.name)}
                      onYes={() => remove(row.name)}
                    />
                  )}
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollX>
  );
}

function Add({ done }: { done: () => void }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState('marketer');
  const add = useMutation({ mutationFn: () => api.post('/accounts', { name, password, role }), onSuccess: done });
  if (add.isSuccess) return <Alert color="teal">{s.accounts.created}</Alert>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Stack gap="sm">
        {add.error && !isNameWrong(add.error) && (
          <Alert color="red" role="alert">
            {messageOf(add.error)}
          </Alert>
        )}
        <NameField value={name} set={setName} error={add.error} autoComplete="off" isFirst />
        <Select label={s.accounts.role} data={roles} value={role} allowDeselect={false} onChange={(value) => value && setRole(value)} />
        <PasswordInput
          label={s.password}
          description={s.passwordHint}
          value={password}
          autoComplete="new-password"
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={add.isPending} disabled={name.trim() === '' || password.length < 10}>
          {s.accounts.add}
        </Button>
      </Stack>
    </form>
  );
}

function Reset({ name, done }: { name: string; done: () => void }) {
  const [password, setPassword] = useState('');
  const set = useMutation({ mutationFn: () => api.put(path(name), { password }), onSuccess: done });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate();
      }}
    >
      <Stack gap="sm">
        {set.error && (
          <Alert color="red" role="alert">
            {messageOf(set.error)}
          </Alert>
        )}
        <PasswordInput
          label={s.me.fresh}
          description={s.passwordHint}
          value={password}
          autoComplete="new-password"
          data-autofocus
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={set.isPending} disabled={password.length < 10}>
          {s.accounts.reset}
        </Button>
      </Stack>
    </form>
  );
}
