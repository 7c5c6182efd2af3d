import { Alert, Button, PasswordInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../access/session';
import { api } from '../../api/client';
import type { Schemas, StoreSettings } from '../../api/types';
import { sentence } from '../../parts/format';
import { useLeaveGuard } from '../../parts/LeaveGuard';
import { messageOf } from '../../parts/messages';
import { QueryState } from '../../parts/QueryState';
import { SetOutside } from '../../parts/SetOutside';
import { besideFields, joined, problemsOf, SettingErrors, useFieldInAddress } from '../../parts/SettingErrors';
import { t } from '../../strings';
import { useStoreSettings } from '../welcome/data';
import '../../brand/brand.css';
import './settings.css';

const s = t.mailServer;

type Server = Schemas['MailServerAnswer'];
type Values = Record<'host' | 'port' | 'security' | 'user' | 'from_name' | 'from_address' | 'reply_to' | 'base_url', string>;

const ofServer = ['host', 'port', 'security', 'user'] as const;
const ofStore = ['from_name', 'from_address', 'reply_to', 'base_url'] as const;

export function MailServer() {
  const server = useQuery({ queryKey: ['mail-server'], queryFn: () => api.get<Server>('/mail-server') });
  const store = useStoreSettings();
  return (
    <QueryState query={server}>
      {(data) => <QueryState query={store}>{(settings) => <Form server={data} store={settings} />}</QueryState>}
    </QueryState>
  );
}

const isReachSet = (store: StoreSettings) => store.set.includes('base_url');

const valuesOf = (server: Server, store: StoreSettings): Values => ({
  host: server.host ?? '',
  port: server.port ? String(server.port) : '',
  security: server.security ?? 'starttls',
  user: server.user ?? '',
  from_name: store.from_name ?? '',
  from_address: store.from_address ?? '',
  reply_to: store.reply_to ?? '',
  // Where it is served is a guess to show, not a setting to keep.
  base_url: isReachSet(store) ? store.base_url : '',
});

function Form({ server, store }: { server: Server; store: StoreSettings }) {
  const isAdmin = useMay('admin');
  const queries = useQueryClient();
  const saved = valuesOf(server, store);
  const [values, setValues] = useState(saved);
  const [password, setPassword] = useState<string | null>(null);
  const changed = <K extends keyof Values>(names: readonly K[]) =>
    Object.fromEntries(names.filter((name) => values[name].trim() !== saved[name]).map((name) => [name, values[name].trim()]));
  const serverChanges = { ...changed(ofServer), ...(password === null ? {} : { password }) };
  const storeChanges = changed(ofStore);
  const isChanged = Object.keys(serverChanges).length + Object.keys(storeChanges).length > 0;
  const guard = useLeaveGuard(isChanged);
  const save = useMutation({
    mutationFn: async () => {
      const refused: Error[] = [];
      const change = async <T,>(path: string, changes: object, before: T) => {
        if (Object.keys(changes).length === 0) return before;
        return await api.put<T>(path, changes).catch((error: Error) => {
          refused.push(error);
          return before;
        });
      };
      // One after the other, since the second may begin the server anew; what is wrong is told of both at once.
      const kept = await change('/store-settings', storeChanges, store);
      const taken = await change('/mail-server', serverChanges, server);
      const error = joined(refused);
      if (error) throw error;
      return { kept, taken };
    },
    onSuccess: ({ kept, taken }) => {
      queries.setQueryData(['store-settings'], kept);
      queries.setQueryData(['mail-server'], taken);
      setValues(valuesOf(taken, kept));
      setPassword(null);
      for (const key of ['go-live', 'overview']) void queries.invalidateQueries({ queryKey: [key] });
    },
    // One of the two may have been kept.
    onError: () => {
      for (const key of ['store-settings', 'mail-server']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  const wrong = besideFields(save.error, [...ofServer, ...ofStore, 'password']);
  useFieldInAddress();
  const outside: Record<string, string> = { ...server.outside, ...store.outside };
  const field = (name: keyof Values, label: string, hint?: string) => ({
    id: name,
    label,
    description: outside[name] ? <SetOutside where={outside[name]} /> : hint,
    readOnly: Boolean(outside[name]),
    disabled: !isAdmin,
    error: wrong.of(name),
    value: values[name],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => setValues((before) => ({ ...before, [name]: value })),
  });
  return (
    <div className="brand-page">
      <form
        className="brand-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {!isAdmin && <Text size="sm">{s.mayNot}</Text>}
        <Part title={s.server} text={server.host ? s.serverText : `${s.none} ${s.serverText}`}>
          <TextInput {...field('host', s.host, s.hostHint)} autoComplete="off" spellCheck={false} />
          <TextInput {...field('port', s.port, s.portHint)} inputMode="numeric" />
          <Select
            id="security"
            error={wrong.of('security')}
            label={s.security}
            description={outside.security ? <SetOutside where={outside.security} /> : undefined}
            disabled={!isAdmin || Boolean(outside.security)}
            allowDeselect={false}
            data={Object.entries(s.securities).map(([value, label]) => ({ value, label }))}
            value={values.security}
            onChange={(security) => setValues((before) => ({ ...before, security: security ?? 'starttls' }))}
          />
          <TextInput {...field('user', s.user)} autoComplete="off" spellCheck={false} />
          <Password
            isKept={server.has_password}
            where={outside.password}
            isLocked={!isAdmin}
            value={password}
            set={setPassword}
            error={wrong.of('password')}
          />
        </Part>
        <Part title={s.sender}>
          <TextInput {...field('from_name', s.fromName, s.fromNameHint)} />
          <TextInput {...field('from_address', s.fromAddress)} type="email" />
          <TextInput {...field('reply_to', s.replyTo, s.replyToHint)} type="email" />
        </Part>
        <Part title={s.reach}>
          <TextInput
            {...field('base_url', s.baseUrl, isReachSet(store) ? s.baseUrlHint : `${s.baseUrlUnset(store.base_url)} ${s.baseUrlHint}`)}
            type="url"
            placeholder={isReachSet(store) ? 'https://' : store.base_url}
          />
        </Part>
        {save.error && wrong.others.length > 0 && <SettingErrors error={save.error} problems={wrong.others} />}
        {save.error && <SettingNames error={save.error} />}
        {isAdmin && (
          <div className="save-row">
            <Button type="submit" loading={save.isPending} disabled={!isChanged}>
              {s.save}
            </Button>
            <Text size="sm" c="dimmed" role="status">
              {isChanged ? s.unsaved : save.isSuccess ? saidOf(server) : server.is_waiting ? s.next : ''}
            </Text>
          </div>
        )}
        <Link to="/go-live" className="text-link">
          {s.liveLink}
        </Link>
      </form>
      <Test server={server} changes={serverChanges} isAdmin={isAdmin} />
      {guard.question}
    </div>
  );
}

const saidOf = (server: Server) => (!server.is_waiting ? s.saved : server.restarts ? s.restarting : `${s.saved} ${s.next}`);

/** The names of the settings alone: the words stand beside their fields. */
function SettingNames({ error }: { error: Error }) {
  const names = problemsOf(error).flatMap(({ setting }) => (setting?.includes(':') ? [setting] : []));
  if (names.length === 0) return null;
  return (
    <Text size="sm" c="red" role="alert">
      {s.wrong(names.length)} <code className="setting-name">{names.join(', ')}</code>
    </Text>
  );
}

function Part({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className="panel brand-part" aria-label={title}>
      <div>
        <Title order={2}>{title}</Title>
        {text && (
          <Text size="sm" c="dimmed" mt={2}>
            {text}
          </Text>
        )}
      </div>
      {children}
    </section>
  );
}

type PasswordProps = {
  isKept: boolean;
  where: string | undefined;
  isLocked: boolean;
  value: string | null;
  set: (value: string | null) => void;
  error: string | undefined;
};

/** Is taken and never given: null leaves what is kept, an empty text forgets it. */
function Password({ isKept, where, isLocked, value, set, error }: PasswordProps) {
  const hint = where ? <SetOutside where={where} /> : value === '' && isKept ? s.passwordDropped : isKept ? s.passwordKept : s.passwordNone;
  return (
    <div>
      <PasswordInput
        id="password"
        label={s.password}
        description={hint}
        placeholder={isKept && value === null ? '••••••••••' : undefined}
        error={error}
        disabled={isLocked || Boolean(where)}
        autoComplete="new-password"
        value={value ?? ''}
        onChange={(event) => set(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      />
      {isKept && !isLocked && !where && value === null && (
        <Button size="compact-xs" variant="subtle" mt={4} onClick={() => set('')}>
          {s.passwordDrop}
        </Button>
      )}
    </div>
  );
}

function Test({ server, changes, isAdmin }: { server: Server; changes: Record<string, string>; isAdmin: boolean }) {
  const [to, setTo] = useState('');
  const test = useMutation({
    mutationFn: () => api.post<Schemas['TestMailAnswer']>('/mail-server/test', { to: to.trim(), server: changes }),
  });
  return (
    <form
      className="panel brand-part brand-preview"
      aria-label={s.test}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        test.mutate();
      }}
    >
      <div>
        <Title order={2}>{s.test}</Title>
        <Text size="sm" c="dimmed" mt={2}>
          {server.is_demo ? s.testDemo : s.testText}
        </Text>
      </div>
      {!server.is_demo && isAdmin && (
        <Stack gap="sm">
          <TextInput label={s.testTo} type="email" value={to} onChange={(event) => setTo(event.currentTarget.value)} />
          <Button type="submit" variant="default" w="fit-content" loading={test.isPending} disabled={!to.includes('@')}>
            {s.testDo}
          </Button>
        </Stack>
      )}
      {test.error && (
        <Alert color="red" role="alert" title={s.testFailed}>
          {sentence(messageOf(test.error))}
        </Alert>
      )}
      {test.data && <Alert role="status">{s.testSent(test.data.where)}</Alert>}
    </form>
  );
}
