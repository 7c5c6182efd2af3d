import { Alert, Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMe, useSignOut } from '../../access/session';
import { api } from '../../api/client';
import { useFormat } from '../../parts/format';
import { messageOf } from '../../parts/messages';
import { Empty, Panel } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';

const s = t.access;

type LoginRow = { id: string; is_this: boolean; started_at: string; seen_at: string; agent: string | null };

export function MyAccount() {
  const me = useMe();
  return (
    <QueryState query={me}>
      {({ name, role }) =>
        role === null ? (
          <NoAccount name={name} />
        ) : (
          <Stack gap="md" maw={640}>
            <Text size="sm">
              {s.signedInAs(name ?? '', null)}: {s.roles[role] ?? role}
            </Text>
            <ChangePassword />
            <Browsers />
          </Stack>
        )
      }
    </QueryState>
  );
}

// As the server calls who is at its machine.
const machine = 'whoever runs this server';

function NoAccount({ name }: { name: string | null }) {
  const signOut = useSignOut();
  return name === machine ? (
    <Empty
      text={s.me.machine}
      action={
        <Button component={Link} to="/settings?tab=accounts" variant="default">
          {s.tabs.accounts}
        </Button>
      }
    />
  ) : (
    <Stack align="flex-start">
      <Text size="sm">{s.me.key(name ?? '')}</Text>
      <Button variant="default" onClick={() => signOut.mutate()}>
        {s.me.forget}
      </Button>
    </Stack>
  );
}

function ChangePassword() {
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => api.post('/me/password', { old, new: fresh }),
    onSuccess: () => {
      setOld('');
      setFresh('');
      return queries.invalidateQueries({ queryKey: ['logins'] });
    },
  });
  return (
    <Panel title={s.me.change}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Stack gap="sm" maw={380}>
          {change.error && (
            <Alert color="red" role="alert">
              {messageOf(change.error)}
            </Alert>
          )}
          {change.isSuccess && <Alert color="teal">{s.me.changed}</Alert>}
          <PasswordInput
            label={s.me.old}
            value={old}
            autoComplete="current-password"
            onChange={(event) => setOld(event.currentTarget.value)}
          />
          <PasswordInput
            label={s.me.fresh}
            description={s.passwordHint}
            value={fresh}
            autoComplete="new-password"
            onChange={(event) => setFresh(event.currentTarget.value)}
          />
          <Group>
            <Button type="submit" loading={change.isPending} disabled={old === '' || fresh.length < 10}>
              {s.me.change}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}

function Browsers() {
  const queries = useQueryClient();
  const format = useFormat();
  const logins = useQuery({ queryKey: ['logins'], queryFn: () => api.get<{ items: LoginRow[] }>('/logins') });
  const end = useMutation({
    mutationFn: (id: string) => api.delete(`/logins/${encodeURIComponent(id)}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['logins'] }),
  });
  return (
    <Panel title={s.me.browsers}>
      <QueryState query={logins}>
        {({ items }) => (
          <Stack gap="xs">
            {items.map((row) => (
              <Group key={row.id} justify="space-between" wrap="nowrap">
                <div style={{ minWidth: 0 }}>
                  <Text size="sm" truncate>
                    {row.agent ? browserOf(row.agent) : s.me.unknownBrowser}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {s.me.seen(format.at(row.seen_at))}
                  </Text>
                </div>
                {row.is_this ? (
                  <Tag tone="good">{s.me.here}</Tag>
                ) : (
                  <Button size="compact-xs" variant="default" loading={end.isPending} onClick={() => end.mutate(row.id)}>
                    {s.me.end}
                  </Button>
                )}
              </Group>
            ))}
          </Stack>
        )}
      </QueryState>
    </Panel>
  );
}

// Enough to tell the own browsers apart: name and system.
function browserOf(agent: string) {
  const name = /(Edg|OPR|Firefox|Chrome|Safari)\/(\d+)/.exec(agent);
  const system = /\(([^;)]+)/.exec(agent);
  return name && system ? `${name[1] === 'Edg' ? 'Edge' : name[1]} ${name[2]}, ${system[1]}` : agent;
}
