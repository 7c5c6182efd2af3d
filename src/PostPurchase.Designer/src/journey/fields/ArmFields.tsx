import { Button, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { t } from '../../strings';
import type { Arm, Path } from '../model';
import { useDesignerContext } from '../useDesigner';
import { ChoiceField, DurationField, FieldGroup, NumberField, WordField } from './basic';
import { ConditionField } from './ConditionField';
import { metrics, Planner } from './Planner';
import { EndFields, InForce } from './TestFields';

const f = t.designer.fields;

export function BranchFields({ path, arms }: { path: Path; arms: Arm[] }) {
  const { read, set } = useDesignerContext();
  const list = (read(path) as unknown[]) ?? [];
  const hasElse = arms.some((arm) => arm.label === 'else');
  // The arm for everybody else stays last.
  const add = () =>
    set(
      path,
      hasElse
        ? [...list.slice(0, -1), { if: 'customer.purchase_count > 1', steps: [] }, list.at(-1)]
        : [...list, { else: true, steps: [] }],
    );
  return (
    <>
      {arms.map((arm, i) => (
        <FieldGroup key={arm.path.join('/')} legend={arm.label === 'else' ? f.otherwise : f.pathOf(i + 1)}>
          {arm.label !== 'else' && <ConditionField path={[...arm.path, 'if']} label={f.condition} isRequired />}
          <Text size="xs" c="dimmed">
            {f.stepsIn(arm.steps.length)}
          </Text>
          <RemoveArm arm={arm} count={arms.length} least={1} />
        </FieldGroup>
      ))}
      <Button variant="default" size="xs" w="fit-content" onClick={add}>
        {f.addPath}
      </Button>
    </>
  );
}

export function SplitFields({ path, arms, stepId }: { path: Path; arms: Arm[]; stepId: string }) {
  const { read, set } = useDesignerContext();
  const list = (read(path) as unknown[]) ?? [];
  const test = path.slice(0, -1);
  const name = [...'abcdefghij'].find((letter) => !arms.some((arm) => arm.label === letter)) ?? `path-${arms.length + 1}`;
  return (
    <>
      {arms.map((arm) => (
        <FieldGroup key={arm.path.join('/')} legend={arm.label}>
          <div className="field-row">
            <WordField path={[...arm.path, 'name']} label={f.pathName} onCommit={(next) => set([...arm.path, 'name'], next)} />
            <NumberField path={[...arm.path, 'weight']} label={f.weight} min={0} isRequired />
          </div>
          <RemoveArm arm={arm} count={arms.length} least={2} />
        </FieldGroup>
      ))}
      <Button variant="default" size="xs" w="fit-content" onClick={() => set(path, [...list, { name, weight: 1, steps: [] }])}>
        {f.addPath}
      </Button>
      <FieldGroup legend={f.decision}>
        <ChoiceField path={[...test, 'metric']} label={f.metric} options={metrics} names={t.learning.metrics} fallback="conversion" />
        <Planner stepId={stepId} arms={arms.length} metric={String(read([...test, 'metric']) ?? 'conversion')} />
        <DurationField path={[...test, 'window']} label={f.window} description={f.windowHint} units="dw" />
        <EndFields path={test} />
        <InForce step={stepId} name={stepId} />
      </FieldGroup>
    </>
  );
}

function RemoveArm({ arm, count, least }: { arm: Arm; count: number; least: number }) {
  const { set } = useDesignerContext();
  if (count <= least) return null;
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      w="fit-content"
      leftSection={<IconTrash size={14} aria-hidden />}
      aria-label={`${f.removePath}: ${arm.label}`}
      onClick={() => set(arm.path, undefined)}
    >
      {f.removePath}
    </Button>
  );
}
