import { Group, Modal, NumberInput, Select, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTestPlan } from '../../api/learning';
import { useJourneys } from '../../api/queries';
import { useFormat } from '../../parts/format';
import { QueryState } from '../../parts/QueryState';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';
import { figureOf } from './figures';

const l = t.learning;

/** Weeks that a new test would take by each metric; the deepest that decides in 8 is chosen. */
export function PlanDialog({ isOpen, close }: { isOpen: boolean; close: () => void }) {
  const [journey, setJourney] = useState<string | null>(null);
  const [arms, setArms] = useState(2);
  const journeys = useJourneys();
  const plan = useTestPlan(journey, arms, isOpen);
  const format = useFormat();
  return (
    <Modal opened={isOpen} onClose={close} title={l.plan} size="lg" closeButtonProps={{ 'aria-label': t.state.close }}>
      <Text size="sm" c="dimmed" mb="sm">
        {l.planText}
      </Text>
      <Group mb="md" align="flex-end">
        <Select
          label={l.planJourney}
          placeholder={l.planAll}
          clearable
          w={240}
          data={(journeys.data?.items ?? []).map((row) => ({ value: row.key, label: row.name }))}
          value={journey}
          onChange={setJourney}
        />
        <NumberInput label={l.planArms} min={2} max={20} w={110} value={arms} onChange={(value) => setArms(Number(value) || 2)} />
      </Group>
      <QueryState query={plan}>
        {(data) => (
          <>
            <div className="scroll-x">
              <Table className="rows">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{l.columns.metric}</Table.Th>
                    <Table.Th className="number">{l.soFar}</Table.Th>
                    <Table.Th className="number">{l.perVariant}</Table.Th>
                    <Table.Th className="number">{l.weeks}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {data.metrics.map((one) => (
                    <Table.Tr key={one.metric}>
                      <Table.Td>
                        <Group gap={8}>
                          {l.metrics[one.metric] ?? one.metric}
                          {one.metric === data.preselected && <Tag tone="good">{l.chosen}</Tag>}
                        </Group>
                      </Table.Td>
                      <Table.Td className="number">{one.past_customers > 0 ? figureOf(one.metric, one.average, format) : '–'}</Table.Td>
                      <Table.Td className="number">{one.per_variant === null ? '–' : format.number(one.per_variant)}</Table.Td>
                      <Table.Td className="number">{weeks(one.per_variant, one.weeks)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </div>
            <Text size="sm" c="dimmed" mt="sm">
              {l.planWeekly(data.recipients_per_week.toFixed(0))} {data.formula && l.planFormula(data.formula)}
            </Text>
          </>
        )}
      </QueryState>
    </Modal>
  );
}

function weeks(perVariant: number | null, count: number | null): string {
  if (perVariant === null) return l.noPast;
  return count === null || count > 520 ? l.never : String(Math.ceil(count));
}
