import { Alert, Button, PasswordInput, Text } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { messageOf } from '../parts/messages';
import { Empty, Page } from '../parts/Page';
import { t } from '../strings';
import { isNameWrong, NameField } from './NameField';
import { Box } from './SignIn';
import { useSignIn } from './session';

const s = t.access;

/** The first account, with the token that stands behind the # of the address that the server printed. */
export default function Setup() {
  const token = useLocation().hash.slice(1);
  const setup = useSignIn('/setup');
  const go = useNavigate();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  return (
    <Page title={s.setup} intro={s.setupText}>
      {token === '' ? (
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
