import { Group, Select, Tabs } from '@mantine/core';
import { Download } from '../../parts/Download';
import { Page } from '../../parts/Page';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { Cohorts, Deliverability, Funnel, Holdout, NextOrder, Repeat, Revenue, Touches } from './tables';

const l = t.learning;
type Name = keyof typeof l.tabs;
export type Period = { from: string; to: string };

const shows: Record<Name, (period: Period) => React.ReactNode> = {
  funnel: (period) => <Funnel period={period} />,
  revenue: () => <Revenue />,
  holdout: () => <Holdout />,
  cohorts: () => <Cohorts />,
  repeat: () => <Repeat />,
  'next-order': () => <NextOrder />,
  touches: (period) => <Touches period={period} />,
  deliverability: (period) => <Deliverability period={period} />,
};
const names = Object.keys(l.tabs) as Name[];
const hasPeriod = new Set<Name>(['funnel', 'touches', 'deliverability']);

export default function Reports() {
  const [tab, setTab] = useParam('report');
  const [days, setDays] = useParam('days');
  const name = names.find((known) => known === tab) ?? 'funnel';
  const period = lastDays(Number(days) || 28);
  const query = hasPeriod.has(name) ? `?from=${period.from}&to=${period.to}` : '';
  return (
    <Page
      title={l.reports}
      intro={l.reportsIntro}
      actions={<Download path={`/reports/${name}/csv${query}`} file={`${name}.csv`} label={l.csv} />}
    >
      <Tabs value={name} onChange={(value) => setTab(value ?? '')} keepMounted={false}>
        <Group justify="space-between" mb="md" align="flex-end">
          <Tabs.List style={{ flexWrap: 'wrap' }}>
            {names.map((known) => (
              <Tabs.Tab key={known} value={known}>
                {l.tabs[known]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {hasPeriod.has(name) && (
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
        </Group>
        {names.map((known) => (
          <Tabs.Panel key={known} value={known}>
            {shows[known](period)}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}

// Days of reports are UTC.
function lastDays(count: number): Period {
  const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  return { from: day(count - 1), to: day(0) };
}
