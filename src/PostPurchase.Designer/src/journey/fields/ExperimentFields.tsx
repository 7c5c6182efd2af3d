import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { t } from '../../strings';
import { asValues, type Path } from '../model';
import { useDesignerContext } from '../useDesigner';
import { ChoiceField, FieldGroup, NumberField, useField, WordField } from './basic';
import { LocalizedField } from './LocalizedField';
import { metrics, Planner } from './Planner';
import { SlotFields } from './SlotFields';
import { EndFields, InForce } from './TestFields';

const f = t.designer.fields;

export function ExperimentFields({ path, stepId }: { path: Path; stepId: string }) {
  const { value, set } = useField(path);
  const list = Array.isArray(value) ? value : [];
  const add = () => {
    const made = {
      name: `${stepId}-subject${list.length > 0 ? `-${list.length + 1}` : ''}`,
      metric: 'conversion',
      variants: { a: { weight: 1 }, b: { weight: 1 } },
    };
    set([...list, made]);
  };
  return (
    <>
      {list.map((each, i) => (
        <Experiment
          key={String(asValues(each).name)}
          path={[...path, i]}
          stepId={stepId}
          remove={() => set(list.length === 1 ? undefined : list.filter((_, at) => at !== i))}
        />
      ))}
      <Button variant="subtle" size="xs" w="fit-content" onClick={add}>
        {f.addExperiment}
      </Button>
    </>
  );
}

const weightOf = (variant: unknown) => Number(asValues(variant).weight ?? 0);

function Experiment({ path, stepId, remove }: { path: Path; stepId: string; remove: () => void }) {
  const { read, set } = useDesignerContext();
  const variants = asValues(read([...path, 'variants']));
  const names = Object.keys(variants);
  const total = Math.max(
    1,
    names.reduce((sum, name) => sum + weightOf(variants[name]), 0),
  );
  const add = () => {
    const name = [...'abcdefghij'].find((letter) => !names.includes(letter)) ?? `v${names.length + 1}`;
    set([...path, 'variants', name], { weight: 1 });
  };
  return (
    <FieldGroup legend={f.experiments}>
      <WordField path={[...path, 'name']} label={f.name} onCommit={(name) => set([...path, 'name'], name)} />
      <ChoiceField path={[...path, 'metric']} label={f.metric} options={metrics} names={t.learning.metrics} />
      <Planner stepId={stepId} arms={names.length} metric={String(asValues(read(path)).metric ?? '')} />
      {names.map((name) => (
        <Stack key={name} gap={6} className="rule">
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm" fw={600}>
              {f.variant} {name} · {f.share(Math.round((weightOf(variants[name]) / total) * 100))}
            </Text>
            {names.length > 2 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`${f.removeVariant}: ${name}`}
                title={f.removeVariant}
                onClick={() => set([...path, 'variants', name], undefined)}
              >
                <IconTrash size={15} aria-hidden />
              </ActionIcon>
            )}
          </Group>
          <NumberField path={[...path, 'variants', name, 'weight']} label={f.weight} min={0} isRequired />
          <LocalizedField path={[...path, 'variants', name, 'subject']} label={f.subject} />
          <LocalizedField path={[...path, 'variants', name, 'preheader']} label={f.preheader} />
          <SlotFields path={[...path, 'variants', name, 'slots']} />
        </Stack>
      ))}
      <EndFields path={path} />
      <InForce step={stepId} name={String(asValues(read(path)).name ?? '')} />
      <div className="field-row">
        <Button variant="default" size="xs" onClick={add}>
          {f.addVariant}
        </Button>
        <Button variant="subtle" color="gray" size="xs" onClick={remove}>
          {f.removeExperiment}
        </Button>
      </div>
    </FieldGroup>
  );
}
