import { Alert, Button, PasswordInput, Text } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
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
  if (me.data && hasAccount(me.data) && (setup.isIdle || setup.isError))
    return (
      <Page title={s.setup}>
        <Empty
          title={s.setupOver}
          text={s.setupOverText}
          action={
            <Button component={Link} to="/" variant="default">
              {s.toOverview}
            </Button>
          }
        />
      </Page>
    );
  return (
    <Page title={s.setup} intro={s.setupText}>
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

/** Whether somebody has an account. A key or whoever runs the server is let in without one: of those the server says nothing. */
const hasAccount = ({ signed_in, role, needs_setup }: Me) => (signed_in ? role !== null : !needs_setup);
