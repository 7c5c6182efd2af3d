import { ActionIcon, Button, Checkbox, ColorInput, Group, NumberInput, Select, Stack, Text } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { BlockEdit, BlockField as Field } from '../../api/types';
import { t } from '../../strings';
import { ImageField } from './ImageField';
import { MixedField } from './MixedField';
import type { Held } from './useBlockEdits';
import { useTyped } from './useTyped';

const s = t.templateEditor;

type Props = {
  field: Field;
  index: number;
  isLocked: boolean;
  /** What was typed here last and is not in the mail. */
  held?: Held;
  onEdit: (edit: BlockEdit) => void;
  /** Leads to the place in the code. */
  onCode: () => void;
};

/** One field of a block, by the type that its partial declares. Text may have fields of the customer in it. */
export function BlockField({ field, index, isLocked, held, onEdit, onCode }: Props) {
  const mixed = (value: string) => onEdit({ kind: 'mixed', index, field: field.name, value });
  const code = (value: string) => onEdit({ kind: 'code', index, field: field.name, value });
  const clear = () => onEdit({ kind: 'clear', index, field: field.name });
  const typed = useTyped(held?.said ?? field.mixed ?? '', mixed);
  const value = held?.said ?? field.value;
  const typedNumber = useTyped(value ?? '', (next) => (next === '' ? field.code !== null && clear() : code(next)));
  const isSlot = field.code?.includes('slots.') ?? false;
  const hasWayBack = field.code !== null && !isLocked && !isSlot;
  const common = {
    label: field.label,
    disabled: isLocked,
    placeholder: field.default ?? undefined,
    error: held?.why,
    description: isSlot ? s.slot : undefined,
    rightSection: hasWayBack ? (
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`${s.writeText}: ${field.label}`} title={s.writeText} onClick={clear}>
        <IconRestore size={14} aria-hidden />
      </ActionIcon>
    ) : undefined,
  };
  const isPlain = ['number', 'bool', 'choice'].includes(field.type);
  const isComputed = isPlain ? field.code !== null && field.value === null && field.mixed !== '' : field.mixed === null;
  if (isComputed) return <Computed field={field} isLocked={isLocked} onText={isPlain ? clear : () => mixed('')} onCode={onCode} />;
  switch (field.type) {
    case 'number':
      return (
        <NumberInput
          {...common}
          value={typedNumber.value}
          onChange={(next) => typedNumber.onChange({ currentTarget: { value: String(next) } })}
          onBlur={typedNumber.onBlur}
        />
      );
    case 'bool':
      return (
        <Checkbox
          label={field.label}
          disabled={isLocked}
          error={held?.why}
          checked={(value ?? field.default) === 'true'}
          onChange={(event) => code(String(event.currentTarget.checked))}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          rightSection={undefined}
          data={field.choices ?? []}
          value={value ?? field.default}
          onChange={(next) => next && mixed(next)}
          allowDeselect={false}
        />
      );
    case 'image':
      return (
        <ImageField
          label={field.label}
          description={common.description}
          error={held?.why}
          isLocked={isLocked}
          typed={typed}
          onPick={mixed}
          onClear={field.code === null ? null : clear}
        />
      );
    case 'color':
      if (!field.mixed?.includes('{{')) return <ColorInput {...common} value={held?.said ?? field.mixed ?? ''} onChangeEnd={mixed} />;
  }
  return <MixedField common={common} typed={typed} type={field.type} onInsert={mixed} />;
}

/** A value that is no text with fields: what it is, why it cannot be typed here, and where it can. */
function Computed({
  field,
  isLocked,
  onText,
  onCode,
}: {
  field: Field;
  isLocked: boolean;
  onText: () => void;
  onCode: () => void;
}): ReactNode {
  return (
    <Stack gap={5} className="computed" role="group" aria-label={field.label}>
      <Text size="sm" fw={600}>
        {field.label}
      </Text>
      <Text size="xs" c="dimmed">
        {s.computed(field.why_code)}
      </Text>
      <details>
        <summary>{s.showCode}</summary>
        <code>{field.code}</code>
      </details>
      {!isLocked && (
        <Group gap="xs">
          <Button size="compact-xs" variant="default" onClick={onCode}>
            {s.editCode}
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={onText}>
            {s.writeInstead}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
