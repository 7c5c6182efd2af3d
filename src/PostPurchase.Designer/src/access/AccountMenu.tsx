import { ActionIcon, Menu } from '@mantine/core';
import { IconLogout, IconSettings, IconUserCircle } from '@tabler/icons-react';
import { Link } from 'react-router';
import { accessKey } from '../api/client';
import { t } from '../strings';
import { useMe, useSignOut } from './session';

const s = t.access;

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const me = useMe().data;
  const signOut = useSignOut();
  if (!me?.signed_in) return null;
  return (
    <Menu position="bottom-end" withArrow>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={s.account}>
          <IconUserCircle size={19} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{s.signedInAs(me.name ?? '', me.role)}</Menu.Label>
        <Menu.Item component={Link} to="/settings" leftSection={<IconSettings size={15} aria-hidden />}>
          {s.settings}
        </Menu.Item>
        {(me.role !== null || accessKey.get() !== null) && (
          <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={() => signOut.mutate()}>
            {me.role === null ? s.me.forget : s.signOut}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
