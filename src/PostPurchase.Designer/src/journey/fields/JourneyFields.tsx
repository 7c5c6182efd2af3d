import { Group, Input, Select, TextInput } from '@mantine/core';
import { memo, useDeferredValue, useMemo } from 'react';
import { t } from '../../strings';
import { ChoiceField, DurationField, FieldGroup, NumberField, TextField, useField } from './basic';
import { ConditionField } from './ConditionField';
import { AnchorFields, ExitRules, events, GoalFields } from './RuleFields';

const d = t.designer;
const f = d.fields;

/** What holds for the whole journey. What is below the edge of the panel follows once the page answers. */
export const JourneyFields = memo(function JourneyFields() {
  const isWhole = useDeferredValue(true, false);
  return (
    <>
      <TextField path={['name']} label={f.name} />
      <FieldGroup legend={d.trigger}>
        <ChoiceField path={['trigger', 'on']} label={f.on} options={events} />
        <ConditionField path={['trigger', 'if']} label={f.if} />
        <ChoiceField path={['trigger', 'per']} label={f.per} options={['purchase', 'line', 'customer', 'event']} fallback="purchase" />
        <ChoiceField path={['trigger', 'reenter']} label={f.reenter} options={['ignore', 'restart', 'parallel']} fallback="ignore" />
        <DurationField path={['trigger', 'again_after']} label={f.again_after} />
      </FieldGroup>
      {isWhole && <Below />}
    </>
  );
});

const Below = memo(function Below() {
  return (
    <>
      <AnchorFields />
      <ExitRules />
      <GoalFields />
      <FieldGroup legend={f.sending}>
        <QuietHoursField />
        <ZoneField />
        <NumberField path={['send', 'max_marketing_per_day']} label={f.max_day} min={0} max={100} />
        <NumberField path={['send', 'max_marketing_per_week']} label={f.max_week} min={0} max={100} />
        <DurationField path={['send', 'min_gap']} label={f.min_gap} />
        <ChoiceField
          path={['send', 'if_late']}
          label={f.if_late}
          options={['send', 'skip', 'next_window']}
          names={f.lateChoices}
          fallback="skip"
        />
        <DurationField path={['send', 'late_after']} label={f.late_after} />
      </FieldGroup>
      <NumberField path={['priority']} label={f.priority} min={0} max={100} />
      <TextField path={['holdout']} label={f.holdout} description={f.holdoutHint} />
    </>
  );
});

/** `21:00-08:00` as two hours. */
function QuietHoursField() {
  const { value, error, set } = useField(['send', 'quiet_hours']);
  const [from = '', to = ''] = String(value ?? '').split('-');
  const write = (nextFrom: string, nextTo: string) => set(nextFrom && nextTo ? `${nextFrom}-${nextTo}` : undefined);
  return (
    <Input.Wrapper label={f.quiet_hours} labelElement="div" error={error}>
      <Group gap="xs" wrap="nowrap" mt={4}>
        <TextInput
          type="time"
          aria-label={`${f.quiet_hours}: ${f.from}`}
          value={from}
          onChange={(event) => write(event.currentTarget.value, to || '08:00')}
          style={{ flex: 1 }}
        />
        <TextInput
          type="time"
          aria-label={`${f.quiet_hours}: ${f.to}`}
          value={to}
          onChange={(event) => write(from || '21:00', event.currentTarget.value)}
          style={{ flex: 1 }}
        />
      </Group>
    </Input.Wrapper>
  );
}

function ZoneField() {
  const { value, error, set } = useField(['send', 'time_zone']);
  const current = String(value ?? 'customer');
  const data = useMemo(
    () =>
      [...new Set(['customer', 'store', ...Intl.supportedValuesOf('timeZone'), current])].map((zone) => ({
        value: zone,
        label: d.zones[zone] ?? zone,
      })),
    [current],
  );
  return (
    <Select label={f.time_zone} error={error} searchable limit={60} data={data} value={current} onChange={set} allowDeselect={false} />
  );
}
