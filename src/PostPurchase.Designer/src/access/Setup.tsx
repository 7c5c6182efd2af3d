import { Alert, Button, PasswordInput, Text } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { accessKey } from '../api/client';
import { messageOf } from '../parts/messages';
import { Empty, Page } from '../parts/Page';
import { Loading } from '../parts/QueryState';
import { t } from '../strings';
import { isNameWrong, NameField } from './NameField';
import { Box } from './SignIn';
import { type Me, useMe, useSignIn } from './session';

const s = t.access;

/** The first account, with the token that stands behind the # of the address that the server printed. */
export default function Setup() {
  const token = useLocation().hash.slice(1);
  const setup = useSignIn('/setup');
  const go = useNavigate();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const me = useMe();
  // Not right after this page has made one, while the next page is on its way.
  if (me.data && hasAccount(me.data) && (setup.isIdle || setup.isError)) return <Needless title={s.setupOver} text={s.setupOverText} />;
  if (me.data && isAtServer(me.data) && token === '') return <Needless title={s.setupNotNeeded} text={s.setupNotNeededText} />;
  return (
    <Page title={s.setup} intro={s.setupText} isNarrow>
      {me.isPending ? (
        <Loading />
      ) : token === '' ? (
        <Empty
          text={s.setupNoToken}
          action={
            <Button component={Link} to="/" variant="default">
              {t.state.back}
            </Button>
          }
        />
      ) : (
        <Box
          icon={<IconUserPlus size={18} aria-hidden />}
          title={s.setup}
          onSubmit={() => setup.mutate({ token, name, password }, { onSuccess: () => void go('/welcome', { replace: true }) })}
        >
          {setup.error && !isNameWrong(setup.error) && (
            <Alert color="red" role="alert">
              {messageOf(setup.error)}
            </Alert>
          )}
          <NameField value={name} set={setName} error={setup.error} autoComplete="username" />
          <PasswordInput
            label={s.password}
            description={s.passwordHint}
            value={password}
            autoComplete="new-password"
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={setup.isPending} disabled={name.trim() === '' || password.length < 10}>
            {s.setupDo}
          </Button>
          <Text size="xs" c="dimmed">
            {s.roles.admin}
          </Text>
        </Box>
      )}
    </Page>
  );
}

/** Stands in the place of the form where there is nothing to make. */
const Needless = ({ title, text }: { title: string; text: string }) => (
  <Page title={s.setup} isNarrow>
    <Empty
      title={title}
      text={text}
      action={
        <Button component={Link} to="/" variant="default">
          {s.toOverview}
        </Button>
      }
    />
  </Page>
);

/** Whether somebody has an account. A key or whoever runs the server is let in without one: of those the server says nothing. */
const hasAccount = ({ signed_in, role, needs_setup }: Me) => (signed_in ? role !== null : !needs_setup);

/** Who is let in without an account or a key, as in a demo: there no address for the first account is printed. */
const isAtServer = ({ signed_in, role }: Me) => signed_in && role === null && accessKey.get() === null;
