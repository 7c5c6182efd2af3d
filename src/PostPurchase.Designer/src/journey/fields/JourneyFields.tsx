import { Text } from '@mantine/core';
import { t } from '../../strings';
import { useDesignerContext } from '../useDesigner';
import { ChoiceField, ConditionField, DurationField, FieldGroup, NumberField, TextField, useField } from './basic';

const d = t.designer;
const f = d.fields;
const events = [
  'purchase',
  'refund',
  'shipped',
  'delivered',
  'cart_abandoned',
  'lapsed',
  'conversion',
  'ticket_opened',
  'ticket_resolved',
  'survey_answered',
];

/** What holds for the whole journey. */
export function JourneyFields() {
  const { journey } = useDesignerContext();
  const anchor = useField(['anchor']).value;
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
      {typeof anchor === 'object' && anchor !== null ? (
        <FieldGroup legend={f.anchor}>
          <ChoiceField path={['anchor', 'on']} label={f.on} options={['purchased', 'shipped', 'delivered']} />
          <DurationField path={['anchor', 'or_after']} label={f.again_after} />
        </FieldGroup>
      ) : (
        <ChoiceField path={['anchor']} label={f.anchor} options={['purchased', 'shipped', 'delivered']} fallback="purchased" />
      )}
      <FieldGroup legend={f.sending}>
        <TextField path={['send', 'quiet_hours']} label={f.quiet_hours} />
        <NumberField path={['send', 'max_marketing_per_day']} label={f.max_day} min={0} max={100} />
        <NumberField path={['send', 'max_marketing_per_week']} label={f.max_week} min={0} max={100} />
        <DurationField path={['send', 'min_gap']} label={f.min_gap} />
      </FieldGroup>
      <NumberField path={['priority']} label={f.priority} min={0} max={100} />
      <TextField path={['holdout']} label={f.holdout} description={f.holdoutHint} />
      {journey.versions.length > 0 && (
        <FieldGroup legend={d.versions}>
          {journey.versions.map((version) => (
            <Text key={version.version} size="sm">
              {d.versionLine(String(version.version), version.inside)}
            </Text>
          ))}
        </FieldGroup>
      )}
    </>
  );
}
