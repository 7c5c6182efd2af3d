import { ActionIcon, Button, Group, Switch } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { t } from '../../strings';
import { asValues, type Path } from '../model';
import { useDesignerContext } from '../useDesigner';
import { ChoiceField, DurationField, FieldGroup, TextField, useField } from './basic';
import { ConditionField } from './ConditionField';

const f = t.designer.fields;

export const events = [
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

/** What ends a run early. */
export function ExitRules() {
  const { value, set } = useField(['exit']);
  const { set: write } = useDesignerContext();
  const list = Array.isArray(value) ? value : [];
  const remove = (i: number) => set(list.length === 1 ? undefined : list.filter((_, at) => at !== i));
  return (
    <FieldGroup legend={f.exits}>
      {list.map((rule, i) => (
        <div key={`${i} ${String(asValues(rule).on)}`} className="rule">
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <div style={{ flex: 1 }}>
              <ChoiceField path={['exit', i, 'on']} label={f.on} options={events} />
            </div>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`${f.removeExit} ${i + 1}`}
              title={f.removeExit}
              onClick={() => remove(i)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
          <ConditionField path={['exit', i, 'if']} label={f.if} />
          <TextField path={['exit', i, 'reason']} label={f.reason} />
        </div>
      ))}
      <Button variant="default" size="xs" w="fit-content" onClick={() => write(['exit'], [...list, { on: 'refund', reason: 'refunded' }])}>
        {f.addExit}
      </Button>
    </FieldGroup>
  );
}

/** What the journey is meant to reach. */
export function GoalFields() {
  const { value, set } = useField(['goal']);
  const { set: write } = useDesignerContext();
  if (value === undefined)
    return (
      <Button variant="subtle" size="xs" w="fit-content" onClick={() => write(['goal'], { on: 'conversion', within: '30d' })}>
        {f.addGoal}
      </Button>
    );
  const path: Path = ['goal'];
  return (
    <FieldGroup legend={f.goal}>
      <ChoiceField path={[...path, 'on']} label={f.on} options={events} />
      <ConditionField path={[...path, 'if']} label={f.if} />
      <DurationField path={[...path, 'within']} label={f.within} />
      <Switch
        label={f.goalEnds}
        checked={asValues(value).exit === true}
        onChange={(event) => set({ ...asValues(value), exit: event.currentTarget.checked ? true : undefined })}
      />
      <Button variant="subtle" color="gray" size="compact-xs" w="fit-content" onClick={() => set(undefined)}>
        {f.removeGoal}
      </Button>
    </FieldGroup>
  );
}

/** From which day windows count. */
export function AnchorFields() {
  const { value, set } = useField(['anchor']);
  const days = ['purchased', 'shipped', 'delivered'];
  if (typeof value !== 'object' || value === null)
    return (
      <>
        <ChoiceField path={['anchor']} label={f.anchor} options={days} fallback="purchased" />
        {(value === 'shipped' || value === 'delivered') && (
          <Button variant="subtle" size="compact-xs" w="fit-content" onClick={() => set({ on: value, or_after: '6d' })}>
            {f.addOrAfter}
          </Button>
        )}
      </>
    );
  return (
    <FieldGroup legend={f.anchor}>
      <ChoiceField path={['anchor', 'on']} label={f.anchorOn} options={days} />
      <DurationField path={['anchor', 'or_after']} label={f.orAfter} />
    </FieldGroup>
  );
}
