import { Group, Modal, Select, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTestPlan } from '../../api/learning';
import { journeyQuery, useJourneys } from '../../api/queries';
import { useFormat, words } from '../../parts/format';
import { NumberEntry } from '../../parts/NumberEntry';
import { QueryState } from '../../parts/QueryState';
import { ScrollX } from '../../parts/ScrollX';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';
import { figureOf } from './figures';

const l = t.learning;

/** As many as the API plans for. */
const mostArms = 20;

/** What a plan is asked for while something else is being typed. */
export const armsWithin = (typed: number) => Math.min(mostArms, Math.max(2, Math.trunc(typed)));

/** Weeks that a new test would take by each metric; the deepest that decides in 8 is chosen, none where none does. */
export function PlanDialog({ isOpen, close }: { isOpen: boolean; close: () => void }) {
  const [journey, setJourney] = useState<string | null>(null);
  const [arms, setArms] = useState(2);
  const journeys = useJourneys();
  const [step, setStep] = useState<string | null>(null);
  const steps = useMailsOf(isOpen ? journey : null);
  const plan = useTestPlan(journey, step, armsWithin(arms), isOpen);
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
          onChange={(value) => {
            setJourney(value);
            setStep(null);
          }}
        />
        {journey && (
          <Select
            label={l.planStep}
            placeholder={l.planAllOfIt}
            clearable
            w={240}
            data={steps.map((id) => ({ value: id, label: words(id) }))}
            value={step}
            onChange={setStep}
          />
        )}
        <NumberEntry
          label={l.planArms}
          min={2}
          max={mostArms}
          allowDecimal={false}
          w={110}
          value={arms}
          tell={(value) => value !== null && setArms(value)}
        />
      </Group>
      <QueryState query={plan}>
        {(data) => (
          <>
            <ScrollX isPlain label={l.plan}>
              <Table className="rows">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{l.columns.metric}</Table.Th>
                    <Table.Th className="number">{l.soFar}</Table.Th>
                    <Table.Th className="number" title={l.assignedHint}>
                      {l.perVariant}
                    </Table.Th>
                    <Table.Th className="number">{l.weeks}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {data.metrics.map((one) => (
                    <Table.Tr key={one.metric}>
                      <Table.Td>
                        <Group gap={8}>
                          <span title={l.metricHints[one.metric]}>{l.metrics[one.metric] ?? one.metric}</span>
                          {one.metric === data.preselected && <Tag tone="good">{l.chosen}</Tag>}
                        </Group>
                      </Table.Td>
                      <Table.Td className="number">
                        {one.average !== null ? figureOf(one.metric, one.average, format) : '–'}
                        {journey && one.average !== null && one.average_of === 'shop' && (
                          <Text size="xs" c="dimmed">
                            {l.planOfShop}
                          </Text>
                        )}
                      </Table.Td>
                      <Table.Td className="number">{one.per_variant === null ? '–' : format.number(one.per_variant)}</Table.Td>
                      <Table.Td className="number">{weeks(data.recipients_per_week, one)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </ScrollX>
            <Text size="sm" mt="sm" role="status">
              {data.text}
            </Text>
            <Text size="sm" c="dimmed" mt={4}>
              {data.recipients_per_week !== null &&
                l.planWeekly(
                  Math.round(data.recipients_per_week),
                  format.number(Math.round(data.recipients_per_week)),
                  data.counted_days,
                )}{' '}
              {data.formula && l.planFormula(data.formula)}
            </Text>
          </>
        )}
      </QueryState>
    </Modal>
  );
}

/** The mails of a journey, in its order. */
function useMailsOf(journey: string | null) {
  const detail = useQuery({ ...journeyQuery(journey ?? ''), enabled: journey !== null });
  return (detail.data?.steps ?? []).filter((one) => one.kind === 'email').map((one) => one.id);
}

function weeks(perWeek: number | null, { per_variant, weeks }: { per_variant: number | null; weeks: number | null }): string {
  if (per_variant === null) return l.noPast;
  if (perWeek === null) return l.tooLittle;
  return weeks === null || weeks > 520 ? l.never : String(Math.ceil(weeks));
}
