import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { Page } from '../../parts/Page';
import { TabRow } from '../../parts/TabRow';
import { t } from '../../strings';
import { Connect } from './Connect';
import { ConversionDrawer } from './ConversionDrawer';
import { useConversions } from './data';
import { EarningsTab } from './EarningsTab';
import { Ledger } from './Ledger';
import { Networks } from './Networks';
import { SetAside, Unmatched } from './Waiting';
import './commission.css';

const s = t.commission;

const tabs: [string, () => ReactNode][] = [
  ['ledger', () => <Ledger />],
  ['unmatched', () => <Unmatched />],
  ['held', () => <SetAside />],
  ['earnings', () => <EarningsTab />],
  ['networks', () => <Networks />],
];

export default function CommissionPage() {
  const [params, setParams] = useSearchParams();
  const tab = params.get('tab');
  const waiting = useConversions({}).data?.pages[0]?.needs_you;
  const counts: Record<string, number> = waiting ?? {};
  return (
    <Page title={s.title} intro={s.intro} actions={<Connect />}>
      <Tabs
        value={tabs.some(([key]) => key === tab) ? tab : 'ledger'}
        onChange={(value) => setParams(value && value !== 'ledger' ? { tab: value } : {})}
        keepMounted={false}
      >
        <TabRow mb="md">
          {tabs.map(([key]) => (
            <Tabs.Tab key={key} value={key}>
              {s.tabWith(s.tabs[key] ?? key, counts[key] ?? 0)}
            </Tabs.Tab>
          ))}
        </TabRow>
        {tabs.map(([key, show]) => (
          <Tabs.Panel key={key} value={key}>
            {show()}
          </Tabs.Panel>
        ))}
      </Tabs>
      <ConversionDrawer />
    </Page>
  );
}
