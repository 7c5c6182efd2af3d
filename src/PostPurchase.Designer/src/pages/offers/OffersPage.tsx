import { Alert, Button, Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../access/session';
import { Page } from '../../parts/Page';
import { TabRow } from '../../parts/TabRow';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { Catalogue } from './Catalogue';
import { Compliance } from './Compliance';
import { Coupons } from './Coupons';
import { useOfferFiles } from './data';
import { Feeds } from './Feeds';
import { ImportDialog } from './ImportDialog';
import { Programs } from './Programs';
import { Rules } from './Rules';
import './offers.css';

const s = t.offers;
const f = t.offerForms;

const tabs: [string, () => ReactNode][] = [
  ['offers', () => <Catalogue />],
  ['programs', () => <Programs />],
  ['rules', () => <Rules />],
  ['feeds', () => <Feeds />],
  ['coupons', () => <Coupons />],
  ['compliance', () => <Compliance />],
];

// The other tabs have their own beside what they list.
const actionsOf: Record<string, (program: string) => ReactNode> = {
  offers: (program) => (
    <>
      <Button component={Link} to={`/offers/add${program ? `?program=${encodeURIComponent(program)}` : ''}`}>
        {f.addOffer}
      </Button>
      <ImportDialog />
    </>
  ),
  programs: () => (
    <Button component={Link} to="/offers/add-program">
      {f.addProgram}
    </Button>
  ),
};

export default function OffersPage() {
  const [tab, setTab] = useParam('tab', { isPlace: true });
  const [program] = useParam('program');
  const mayWrite = useMay('write');
  const shown = tabs.some(([key]) => key === tab) ? tab : 'offers';
  return (
    <Page title={s.title} intro={s.intro} actions={mayWrite && actionsOf[shown]?.(program)}>
      <Broken />
      <Tabs value={shown} onChange={(value) => setTab(value ?? '')} keepMounted={false}>
        <TabRow mb="md">
          {tabs.map(([key]) => (
            <Tabs.Tab key={key} value={key}>
              {s.tabs[key]}
            </Tabs.Tab>
          ))}
        </TabRow>
        {tabs.map(([key, show]) => (
          <Tabs.Panel key={key} value={key}>
            {show()}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}

/** Files with an error are not in force: each is told with its place. */
function Broken() {
  const files = useOfferFiles().data?.items ?? [];
  const broken = files
    .map(({ name, problems }) => ({ name, problem: problems.find((one) => one.severity === 'error') }))
    .filter((one) => one.problem);
  return broken.map(({ name, problem }) => (
    <Alert key={name} color="red" mb="md" title={f.broken(name)}>
      {problem && f.elsewhereAt(problem.line, problem.message)}
    </Alert>
  ));
}
