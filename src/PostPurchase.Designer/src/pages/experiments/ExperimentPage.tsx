import { Alert, Button, Group, Modal, Stack, Table, Tabs, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api } from '../../api/client';
import { type Experiment, useExperiment } from '../../api/learning';
import { useJourneyNames } from '../../api/queries';
import { percent, useFormat } from '../../parts/format';
import { messageOf } from '../../parts/messages';
import { Page, Panel } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { ScrollX } from '../../parts/ScrollX';
import { TabRow } from '../../parts/TabRow';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';
import { WithoutRate } from '../reports/Apart';
import { ArmRows, Guards } from './ArmRows';
import { armOf, differenceOf, figureOf, nameOf, placeOf, reachOf, untrackedOf } from './figures';
import { IntervalBar } from './IntervalBar';
import { StateTag, Verdict } from './Verdict';

const l = t.learning;

export default function ExperimentPage() {
  const { id = '' } = useParams();
  const experiment = useExperiment(id);
  const journeyName = useJourneyNames();
  return (
    <QueryState query={experiment} isPage back={{ to: '/experiments', label: l.experiments }}>
      {(data) => (
        <Page
          title={nameOf(data, journeyName)}
          back={{ to: '/experiments', label: l.experiments }}
          intro={
            <Group gap="xs">
              <StateTag state={data.state} />
              <span>{placeOf(data)}</span>
            </Group>
          }
        >
          <Stack gap="md">
            <section className="panel" style={{ padding: '1rem' }}>
              <Verdict experiment={data} />
            </section>
            {data.left_out && <WithoutRate said={data.left_out} />}
            <Arms experiment={data} />
            <Text size="sm" c="dimmed">
              {l.window(data.window_days.toFixed(0))} {untrackedOf(data)} {data.promotes_by_rule && l.rule}{' '}
              {data.thompson_floor !== null && l.thompson(percent(data.thompson_floor))}{' '}
              <span title={l.intervalTerms(data.pairs)}>{l.intervalText(data.pairs)}</span>
            </Text>
          </Stack>
        </Page>
      )}
    </QueryState>
  );
}

function Arms({ experiment }: { experiment: Experiment }) {
  const [metric, setMetric] = useState(experiment.metric);
  const format = useFormat();
  const sum = experiment.arms.reduce((total, arm) => total + arm.weight_in_force, 0);
  const reach = reachOf(experiment, metric);
  const isTest = experiment.kind === 'mail' || experiment.kind === 'paths';
  return (
    <Panel title={l.metrics[metric] ?? metric} aside={<Undo experiment={experiment} />}>
      <Tabs value={metric} onChange={(value) => setMetric(value ?? experiment.metric)} mb="sm">
        <TabRow>
          {experiment.metrics.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {l.metrics[name] ?? name}
              {name === experiment.metric ? ` (${l.decides})` : ''}
            </Tabs.Tab>
          ))}
        </TabRow>
      </Tabs>
      <Text size="sm" c="dimmed" mb="xs">
        {l.metricHints[metric]}
      </Text>
      <ScrollX isPlain label={l.metrics[metric] ?? metric}>
        <Table className="rows wrapping-heads">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{l.variant}</Table.Th>
              <Table.Th className="number hide-narrow">{l.share}</Table.Th>
              <Table.Th className="number hide-narrow" title={l.assignedHint}>
                {l.assigned}
              </Table.Th>
              <Table.Th className="number">{l.metrics[metric]}</Table.Th>
              <Table.Th className="difference">{l.difference}</Table.Th>
              <Table.Th className="number">{l.chance}</Table.Th>
              <Table.Th className="number">{l.guards}</Table.Th>
              <Table.Td aria-hidden />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {experiment.arms.map((arm) => {
              const figure = arm.metrics.find((one) => one.metric === metric);
              return (
                <Table.Tr key={arm.name}>
                  <Table.Td fw={600} className="variant">
                    {armOf(experiment, arm.name)}
                    <Text size="xs" c="dimmed" className="only-narrow">
                      {l.assignedOf(format.number(figure?.customers ?? arm.assigned))}
                    </Text>
                  </Table.Td>
                  <Table.Td className="number hide-narrow">{sum > 0 ? percent(arm.weight_in_force / sum) : '–'}</Table.Td>
                  <Table.Td className="number hide-narrow">
                    <ArmRows experiment={experiment} arm={arm} metric={metric} />
                  </Table.Td>
                  <Table.Td className="number">
                    {figure && figure.average !== null ? figureOf(metric, figure.average, format) : l.noFigure}
                  </Table.Td>
                  <Table.Td className="difference">
                    <Difference experiment={experiment} arm={arm.name} metric={metric} reach={reach} />
                  </Table.Td>
                  <Table.Td className="number">{chance(experiment, arm.name, metric)}</Table.Td>
                  <Table.Td className="number">
                    <Guards experiment={experiment} arm={arm} />
                  </Table.Td>
                  <Table.Td>{isTest && arm.weight > 0 && <Promote experiment={experiment} arm={arm.name} />}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </ScrollX>
    </Panel>
  );
}

const comparisonOf = (experiment: Experiment, arm: string, metric: string) =>
  experiment.comparisons.find((one) => one.metric === metric && one.arm === arm);

function chance(experiment: Experiment, arm: string, metric: string): string {
  const value = comparisonOf(experiment, arm, metric)?.chance_to_win;
  return value === null || value === undefined ? '–' : percent(value);
}

function Difference({ experiment, arm, metric, reach }: { experiment: Experiment; arm: string; metric: string; reach: number }) {
  const format = useFormat();
  if (arm === experiment.arms[0]?.name) return <Unsaid why={l.control} />;
  const one = comparisonOf(experiment, arm, metric);
  if (!one || one.difference === null || one.low === null || one.high === null) return <Unsaid why={one?.why ?? l.noFigure} />;
  const text = l.interval(differenceOf(metric, one.low, format), differenceOf(metric, one.high, format));
  return (
    <div>
      <IntervalBar low={one.low} value={one.difference} high={one.high} reach={reach} label={text} />
      <Text size="sm">
        {one.difference > 0 ? '+' : ''}
        {differenceOf(metric, one.difference, format)} {one.is_proven && <Tag tone="good">{l.proven}</Tag>}
      </Text>
      <Text size="xs" c="dimmed">
        {text}
      </Text>
      {one.is_adjusted && (
        <Text size="xs" c="dimmed" title={l.adjustedTerm}>
          {l.adjusted}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {l.relatively(one.relative === null ? '–' : `${one.relative > 0 ? '+' : ''}${percent(one.relative)}`)}
      </Text>
    </div>
  );
}

const Unsaid = ({ why }: { why: string }) => (
  <Text size="sm" c="dimmed">
    {why}
  </Text>
);

function Promote({ experiment, arm }: { experiment: Experiment; arm: string }) {
  const [isAsked, setAsked] = useState(false);
  const queries = useQueryClient();
  const promote = useMutation({
    mutationFn: () => api.post(`/experiments/${experiment.id}/promote`, { arm }),
    onSuccess: () => {
      setAsked(false);
      return queries.invalidateQueries();
    },
  });
  if (experiment.winner === arm || experiment.state === 'ended' || experiment.verdict?.kind === 'sample_ratio_mismatch') return null;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsked(true)}>
        {l.promote}
      </Button>
      <Modal
        opened={isAsked}
        onClose={() => setAsked(false)}
        title={l.promoteTitle(armOf(experiment, arm))}
        closeButtonProps={{ 'aria-label': t.state.close }}
      >
        <Text size="sm" mb="md">
          {l.promoteText}
        </Text>
        {experiment.verdict && (
          <Text size="sm" c="dimmed" mb="md">
            {experiment.verdict.text}
          </Text>
        )}
        {promote.error && (
          <Alert color="red" mb="md" role="alert">
            {messageOf(promote.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setAsked(false)}>
            {t.state.cancel}
          </Button>
          <Button loading={promote.isPending} onClick={() => promote.mutate()}>
            {l.promote}
          </Button>
        </Group>
      </Modal>
    </>
  );
}

function Undo({ experiment }: { experiment: Experiment }) {
  const queries = useQueryClient();
  const reopen = useMutation({
    mutationFn: () => api.post(`/experiments/${experiment.id}/reopen`),
    onSuccess: () => queries.invalidateQueries(),
  });
  if (!experiment.winner || experiment.state === 'ended') return null;
  return (
    <Group gap="xs">
      {reopen.error && (
        <Text size="sm" c="red" role="alert">
          {messageOf(reopen.error)}
        </Text>
      )}
      <Button size="xs" variant="default" loading={reopen.isPending} onClick={() => reopen.mutate()}>
        {l.reopen}
      </Button>
    </Group>
  );
}
