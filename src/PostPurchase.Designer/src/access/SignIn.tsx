import { Alert, Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { IconKey, IconLogin2 } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { accessKey } from '../api/client';
import { messageOf } from '../parts/messages';
import { t } from '../strings';
import { askAnew, useMe, useSignIn } from './session';

const s = t.access;

/** Stands in the place of what the caller may not see: a form to sign in, or the word that this is not for them. */
export function SignIn({ isForbidden }: { isForbidden: boolean }) {
  const me = useMe();
  const hasKey = accessKey.get() !== null;
  // What was chosen to come in by; nothing at first, but where the key of this tab is not known.
  const [by, setBy] = useState<'key' | 'password' | null>((hasKey || accessKey.wasRefused()) && !isForbidden ? 'key' : null);
  const byKey = by === 'key';
  if (isForbidden && me.data?.signed_in && !(hasKey && by))
    return (
      <Box icon={<IconKey size={18} aria-hidden />} title={s.notAllowed}>
        <Text size="sm" c="dimmed">
          {hasKey ? s.keyNotAllowedText(me.data.name) : s.notAllowedText(me.data.name)}
        </Text>
        {hasKey && <Switch text={s.otherKey} to={() => setBy('key')} />}
      </Box>
    );
  if (me.data?.needs_setup && !byKey)
    return (
      <Box icon={<IconLogin2 size={18} aria-hidden />} title={s.noAccount}>
        <Text size="sm" c="dimmed">
          {s.noAccountText}
        </Text>
        <Switch text={s.useKey} to={() => setBy('key')} />
      </Box>
    );
  return byKey ? <ByKey back={() => setBy('password')} /> : <ByPassword toKey={() => setBy('key')} />;
}

function ByPassword({ toKey }: { toKey: () => void }) {
  const signIn = useSignIn('/login');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  return (
    <Box
      icon={<IconLogin2 size={18} aria-hidden />}
      title={s.signIn}
      onSubmit={() => signIn.mutate({ name, password }, { onError: () => setPassword('') })}
    >
      <Text size="sm" c="dimmed">
        {s.signInText}
      </Text>
      {signIn.error && (
        <Alert color="red" role="alert">
          {messageOf(signIn.error)}
        </Alert>
      )}
      <TextInput label={s.signInName} value={name} autoComplete="username" onChange={(event) => setName(event.currentTarget.value)} />
      <PasswordInput
        label={s.password}
        value={password}
        autoComplete="current-password"
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={signIn.isPending} disabled={name.trim() === '' || password === ''}>
        {s.signIn}
      </Button>
      <Switch text={s.useKey} to={toKey} />
    </Box>
  );
}

function ByKey({ back }: { back: () => void }) {
  const [key, setKey] = useState('');
  const queries = useQueryClient();
  const wasRefused = accessKey.wasRefused() || accessKey.get() !== null;
  return (
    <Box
      icon={<IconKey size={18} aria-hidden />}
      title={t.key.title}
      onSubmit={() => {
        accessKey.set(key.trim());
        void askAnew(queries).then((isIn) => isIn || setKey(''));
      }}
    >
      <Text size="sm" c="dimmed">
        {t.key.text}
      </Text>
      <PasswordInput
        label={t.key.label}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
        error={wasRefused && key === '' ? t.key.refused : null}
      />
      <Button type="submit" disabled={key.trim() === ''}>
        {t.key.use}
      </Button>
      <Switch text={s.usePassword} to={back} />
    </Box>
  );
}

function Switch({ text, to }: { text: string; to: () => void }) {
  return (
    <Anchor component="button" type="button" size="sm" onClick={to} ta="left">
      {text}
    </Anchor>
  );
}

/** A narrow panel; a form where it can be sent. */
export function Box({ icon, title, onSubmit, children }: { icon: ReactNode; title: string; onSubmit?: () => void; children: ReactNode }) {
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <form className="panel" style={{ maxWidth: 440, padding: '1.25rem' }} onSubmit={send}>
      <Stack gap="sm">
        <Group gap="xs">
          {icon}
          <Text fw={600}>{title}</Text>
        </Group>
        {children}
      </Stack>
    </form>
  );
}
