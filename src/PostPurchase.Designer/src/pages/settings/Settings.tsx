import { Button, Tabs } from '@mantine/core';
import { Link } from 'react-router';
import { type Scope, useMe } from '../../access/session';
import { Page } from '../../parts/Page';
import { TabRow } from '../../parts/TabRow';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { Accounts } from './Accounts';
import { Audit } from './Audit';
import { Keys } from './Keys';
import { MailServer } from './MailServer';
import { MyAccount } from './MyAccount';

const s = t.access;

const tabs: { key: keyof typeof s.tabs; needs: Scope; show: () => React.ReactNode }[] = [
  { key: 'me', needs: 'read', show: () => <MyAccount /> },
  { key: 'mail', needs: 'read', show: () => <MailServer /> },
  { key: 'accounts', needs: 'admin', show: () => <Accounts /> },
  { key: 'keys', needs: 'operate', show: () => <Keys /> },
  { key: 'audit', needs: 'operate', show: () => <Audit /> },
];

export default function Settings() {
  const me = useMe().data;
  const scopes = me?.scopes ?? [];
  const [tab, setTab] = useParam('tab', { isPlace: true });
  const allowed = tabs.filter(({ needs }) => needs === 'read' || scopes.includes(needs));
  return (
    <Page
      title={s.settings}
      actions={
        <>
          <Button component={Link} to="/welcome" variant="default">
            {t.welcome.again}
          </Button>
          <Button component={Link} to="/go-live" variant="default">
            {t.welcome.live.link}
          </Button>
        </>
      }
    >
      <Tabs value={allowed.some(({ key }) => key === tab) ? tab : 'me'} onChange={(value) => setTab(value ?? '')} keepMounted={false}>
        <TabRow mb="md">
          {allowed.map(({ key }) => (
            <Tabs.Tab key={key} value={key}>
              {s.tabs[key]}
            </Tabs.Tab>
          ))}
        </TabRow>
        {allowed.map(({ key, show }) => (
          <Tabs.Panel key={key} value={key}>
            {show()}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
