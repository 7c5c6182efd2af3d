import { Button, Group, Select, Tabs } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useReportStores } from '../../api/learning';
import { Download } from '../../parts/Download';
import { useFormat } from '../../parts/format';
import { Page } from '../../parts/Page';
import { TabRow } from '../../parts/TabRow';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { Cohorts, NextOrder, Repeat } from './Customers';
import { Funnel } from './Funnel';
import { Holdout } from './Holdout';
import { lastDays } from './period';
import { Revenue } from './Revenue';
import { Deliverability, Touches } from './Traffic';

const l = t.learning;
type Name = keyof typeof l.tabs;
export type Period = { from: string; to: string; store?: string };

export type OfStore = { store?: string };

const shows: Record<Name, (period: Period, store?: string) => React.ReactNode> = {
  funnel: (period) => <Funnel period={period} />,
  revenue: (_, store) => <Revenue store={store} />,
  holdout: () => <Holdout />,
  cohorts: (_, store) => <Cohorts store={store} />,
  repeat: (_, store) => <Repeat store={store} />,
  'next-order': (_, store) => <NextOrder store={store} />,
  touches: (period) => <Touches period={period} />,
  deliverability: (period) => <Deliverability period={period} />,
};
const names = Object.keys(l.tabs) as Name[];
const hasPeriod = new Set<Name>(['funnel', 'touches', 'deliverability']);
const isOfAll = new Set<Name>(['holdout']);

export default function Reports() {
  const format = useFormat();
  const [tab, setTab] = useParam('report', { isPlace: true });
  const [days, setDays] = useParam('days');
  const name = names.find((known) => known === tab) ?? 'funnel';
  const [chosen, setStore] = useParam('store');
  const stores = useReportStores().data?.items ?? [];
  const store = !isOfAll.has(name) && chosen ? chosen : undefined;
  const zones = stores.filter((one) => !store || one.key === store).map((one) => one.time_zone);
  const [day, setDay] = useParam('day');
  const period = { ...(day ? { from: day, to: day } : lastDays(Number(days) || 28, zones, new Date())), store };
  const query = new URLSearchParams({ ...(hasPeriod.has(name) ? { from: period.from, to: period.to } : {}), ...(store ? { store } : {}) });
  return (
    <Page
      title={l.reports}
      intro={l.reportsIntro}
      actions={<Download path={`/reports/${name}/csv?${query}`} file={`${name}.csv`} label={l.csv} />}
    >
      <Tabs value={name} onChange={(value) => setTab(value ?? '')} keepMounted={false}>
        <Group justify="space-between" mb="md" align="flex-end">
          <TabRow style={{ flex: '1 1 auto', minWidth: 0 }}>
            {names.map((known) => (
              <Tabs.Tab key={known} value={known}>
                {l.tabs[known]}
              </Tabs.Tab>
            ))}
          </TabRow>
          {hasPeriod.has(name) && day && (
            <Button variant="light" size="xs" rightSection={<IconX size={14} aria-hidden />} onClick={() => setDay(null)}>
              {l.onlyDay(format.date(day))}
            </Button>
          )}
          {hasPeriod.has(name) && !day && (
            <Select
              aria-label={l.period}
              w={130}
              size="xs"
              allowDeselect={false}
              data={[7, 28, 90, 365].map((count) => ({ value: String(count), label: l.days(count) }))}
              value={days || '28'}
              onChange={setDays}
            />
          )}
          {!isOfAll.has(name) && stores.length > 1 && (
            <Select
              aria-label={l.store}
              w={220}
              size="xs"
              allowDeselect={false}
              data={[
                { value: '', label: l.allStores },
                ...stores.map((one) => ({ value: one.key, label: `${one.name || one.key} (${one.currency})` })),
              ]}
              value={store ?? ''}
              onChange={setStore}
            />
          )}
        </Group>
        {names.map((known) => (
          <Tabs.Panel key={known} value={known}>
            {shows[known](period, store)}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
