import { Button, Center, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useDeliveries, useJourneys } from '../../api/queries';
import { Empty, Page } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { DeliveryTable } from './DeliveryTable';

const d = t.deliveries;

export default function DeliveryList() {
  const [state, setState] = useParam('state');
  const [journey, setJourney] = useParam('journey');
  const [step, setStep] = useParam('step');
  const [q, setQ] = useParam('q');
  const [settled] = useDebouncedValue(q, 250);
  const journeys = useJourneys();
  const deliveries = useDeliveries({ state, journey, step, q: settled });
  return (
    <Page title={d.title} intro={d.intro}>
      <Group mb="sm" gap="sm" align="flex-end">
        <TextInput
          aria-label={d.search}
          placeholder={d.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
          w={{ base: '100%', xs: 260 }}
        />
        <Select
          aria-label={d.state}
          placeholder={d.anyState}
          clearable
          w={180}
          data={Object.entries(t.send).map(([value, label]) => ({ value, label }))}
          value={state || null}
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
        {step && (
          <Button variant="light" rightSection={<IconX size={14} aria-hidden />} onClick={() => setStep(null)}>
            {d.clearStep(step)}
          </Button>
        )}
      </Group>
      <QueryState query={deliveries}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Empty title={d.empty} text={d.emptyText} />;
          return (
            <section className="panel" aria-label={d.title} aria-busy={deliveries.isFetching}>
              <DeliveryTable items={items} />
              {deliveries.hasNextPage && (
                <Center p="sm">
                  <Button
                    variant="default"
                    size="xs"
                    loading={deliveries.isFetchingNextPage}
                    onClick={() => void deliveries.fetchNextPage()}
                  >
                    {t.state.more}
                  </Button>
                </Center>
              )}
            </section>
          );
        }}
      </QueryState>
    </Page>
  );
}
