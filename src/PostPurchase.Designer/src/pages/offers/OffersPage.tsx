import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMay } from '../../access/session';
import { Page } from '../../parts/Page';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { Catalogue } from './Catalogue';
import { Compliance } from './Compliance';
import { Coupons } from './Coupons';
import { ImportDialog } from './ImportDialog';
import { Programs } from './Programs';
import './offers.css';

const s = t.offers;

const tabs: [string, () => ReactNode][] = [
  ['offers', () => <Catalogue />],
  ['programs', () => <Programs />],
  ['coupons', () => <Coupons />],
  ['compliance', () => <Compliance />],
];

export default function OffersPage() {
  const [tab, setTab] = useParam('tab');
  const mayWrite = useMay('write');
  return (
    <Page title={s.title} intro={s.intro} actions={mayWrite && <ImportDialog />}>
      <Tabs value={tabs.some(([key]) => key === tab) ? tab : 'offers'} onChange={(value) => setTab(value ?? '')} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map(([key]) => (
            <Tabs.Tab key={key} value={key}>
              {s.tabs[key]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(([key, show]) => (
          <Tabs.Panel key={key} value={key}>
            {show()}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
