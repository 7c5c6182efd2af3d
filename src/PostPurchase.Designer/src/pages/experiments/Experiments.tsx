import { Button, Group, SimpleGrid, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from 'react-router';
import { type Experiment, useExperiments } from '../../api/learning';
import { useJourneyNames } from '../../api/queries';
import { useFormat } from '../../parts/format';
import { Empty, Page } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';
import { armOf, byWeight, figureOf, kindOf, nameOf } from './figures';
import { PlanDialog } from './PlanDialog';
import { StateTag, Verdict } from './Verdict';

const l = t.learning;

export default function Experiments() {
  const experiments = useExperiments();
  const [isPlanning, { open, close }] = useDisclosure(false);
  return (
    <Page title={l.experiments} intro={l.experimentsIntro} actions={<Button onClick={open}>{l.plan}</Button>}>
      <PlanDialog isOpen={isPlanning} close={close} />
      <QueryState query={experiments}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={l.none} text={l.noneText} action={<Button onClick={open}>{l.plan}</Button>} />
          ) : (
            <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
              {items.toSorted(byWeight).map((one) => (
                <Card key={one.id} experiment={one} />
              ))}
            </SimpleGrid>
          )
        }
      </QueryState>
    </Page>
  );
}

// Fewer are not compared (DecisionPolicy.MinRecipientsPerArm), so their figure is no news.
const leastAssigned = 100;

function Card({ experiment }: { experiment: Experiment }) {
  const journeyName = useJourneyNames();
  const format = useFormat();
  return (
    <section className="panel" style={{ padding: '1rem' }} aria-label={nameOf(experiment, journeyName)}>
      <Group justify="space-between" wrap="nowrap" mb={6} align="flex-start">
        <div>
          <Link to={`/experiments/${experiment.id}`} className="plain">
            <Text fw={650}>{nameOf(experiment, journeyName)}</Text>
            <Text size="xs" c="dimmed">
              {kindOf(experiment)}
            </Text>
          </Link>
        </div>
        <StateTag state={experiment.state} />
      </Group>
      <Verdict experiment={experiment} />
      <Text size="xs" c="dimmed" mt="sm">
        {l.metrics[experiment.metric] ?? experiment.metric}
      </Text>
      <Group gap="lg" mt={4}>
        {experiment.arms.map((arm) => {
          const metric = arm.metrics.find((one) => one.metric === experiment.metric);
          return (
            <div key={arm.name}>
              <Text size="sm" c="dimmed">
                {armOf(experiment, arm.name)}
              </Text>
              <Text c={(metric?.customers ?? 0) < leastAssigned ? 'dimmed' : undefined}>
                {metric && metric.average !== null ? figureOf(experiment.metric, metric.average, format) : l.noFigure}
              </Text>
              <Text size="xs" c="dimmed">
                {l.assignedOf(format.number(metric?.customers ?? arm.assigned))}
              </Text>
            </div>
          );
        })}
      </Group>
    </section>
  );
}
