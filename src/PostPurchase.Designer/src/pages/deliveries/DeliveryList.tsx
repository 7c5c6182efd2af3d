import { Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { useMay } from '../../access/session';
import { useDeliveries, useJourneys } from '../../api/queries';
import { words } from '../../parts/format';
import { More } from '../../parts/More';
import { Empty, Page } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { DecideAll } from './DecideAll';
import { DeliveryTable } from './DeliveryTable';

const d = t.deliveries;

/** States as one chooses by them: to the server what was captured or redirected was sent too, and rows call it otherwise. */
const stateNames: Record<string, string> = { ...t.send, accepted: t.anyLeft };

/** What stands for all of them in the address; where nothing is said it is all but what is only planned, which would stand above what was sent. */
const every = 'all';
const butPlanned = Object.keys(t.send)
  .filter((state) => state !== 'planned')
  .join(',');

export default function DeliveryList() {
  const [state, setState] = useParam('state');
  const [journey, setJourney] = useParam('journey');
  const [step, setStep] = useParam('step');
  const mayOperate = useMay('operate');
  const counted = useCounted();
  const [q, setQ] = useParam('q');
  const [settled] = useDebouncedValue(q, 250);
  const journeys = useJourneys();
  // Touches and what came back are listed by what a report counts only.
  const isTouched = counted.filter.touched !== '' || counted.filter.told !== '';
  const deliveries = useDeliveries(
    isTouched
      ? { journey, step, ...counted.filter }
      : { state: state === every ? '' : state || butPlanned, journey, step, q: settled, ...counted.filter },
  );
  const isNarrowed = [state, journey, step, settled, counted.text].some((one) => one !== '');
  return (
    <Page title={d.title} intro={d.intro}>
      <Group mb="sm" gap="sm" align="flex-end">
        <TextInput
          aria-label={d.search}
          placeholder={d.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={q}
          disabled={isTouched}
          onChange={(event) => setQ(event.currentTarget.value)}
          w={{ base: '100%', xs: 260 }}
        />
        <Select
          aria-label={d.state}
          placeholder={d.anyState}
          clearable
          w={{ base: '100%', xs: 360 }}
          data={[[every, d.alsoPlanned] as const, ...Object.entries(stateNames)].map(([value, label]) => ({ value, label }))}
          value={state.includes(',') ? null : state || null}
          disabled={isTouched}
          onChange={setState}
        />
        <Select
          aria-label={d.journey}
          placeholder={d.anyJourney}
          clearable
          w={220}
          data={(journeys.data?.items ?? []).map((row) => ({ value: row.key, label: row.name }))}
          value={journey || null}
          onChange={setJourney}
        />
        {state === '' && !isTouched && !counted.text && (
          <Button variant="default" onClick={() => setState('planned')}>
            {d.showPlanned}
          </Button>
        )}
        {step && (
          <Button
            variant="light"
            rightSection={<IconX size={14} aria-hidden />}
            onClick={() => setStep(null)}
            h="auto"
            mih={36}
            styles={whole}
          >
            {d.clearStep(words(step))}
          </Button>
        )}
        {counted.text && (
          <Button variant="light" rightSection={<IconX size={14} aria-hidden />} onClick={counted.clear} h="auto" mih={36} styles={whole}>
            {counted.text}
          </Button>
        )}
      </Group>
      <QueryState query={deliveries}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return isNarrowed ? <Empty title={d.empty} text={d.emptyText} /> : <Empty title={d.none} text={d.noneText} />;
          return (
            <section className="panel" aria-label={d.title} aria-busy={deliveries.isFetching}>
              {state === 'parked' && mayOperate && !q && !counted.text && <DecideAll journey={journey} step={step} />}
              <DeliveryTable items={items} />
              <More query={deliveries} />
            </section>
          );
        }}
      </QueryState>
    </Page>
  );
}

const whole = { label: { whiteSpace: 'normal' as const, textAlign: 'left' as const } };

const parts = ['from', 'to', 'store', 'domain', 'touched', 'by', 'told', 'on', 'why'] as const;

/** The part of a report that somebody came from: its days and its store, and whose mails or which touches it counts there. */
function useCounted() {
  const [params, setParams] = useSearchParams();
  const filter = Object.fromEntries(parts.map((name) => [name, params.get(name) ?? ''])) as Record<(typeof parts)[number], string>;
  const states = params.get('state') ?? '';
  const clear = () =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const name of [...parts, ...(states.includes(',') ? ['state'] : [])]) after.delete(name);
        return after;
      },
      { replace: true },
    );
  const what = [
    ...(states.includes(',')
      ? [
          states
            .split(',')
            .map((state) => stateNames[state] ?? state)
            .join(', '),
        ]
      : []),
    ...(filter.touched ? [d.touchedBy(filter.touched, filter.by)] : []),
    ...(filter.told ? [d.told(filter.told, filter.on)] : []),
    ...(filter.why ? [t.learning.failureOf(filter.why)] : []),
    ...(filter.domain ? [t.learning.domainOf(filter.domain)] : []),
  ].join(' · ');
  const { from, to, store } = filter;
  return { filter, text: (from && to) || what ? d.clearReport(from, to, store, what) : '', clear };
}
