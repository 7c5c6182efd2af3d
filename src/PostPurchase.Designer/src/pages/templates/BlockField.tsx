import { ActionIcon, Checkbox, ColorInput, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import type { BlockEdit, BlockField as Field } from '../../api/types';
import { t } from '../../strings';
import { ImageField } from './ImageField';
import { useTyped } from './useTyped';

const s = t.templateEditor;
const long = 60;

type Props = { field: Field; index: number; isLocked: boolean; onEdit: (edit: BlockEdit, about?: string) => void };

/** One field of a block, by the type that its partial declares. */
export function BlockField({ field, index, isLocked, onEdit }: Props) {
  const about = `${index} ${field.name}`;
  const text = (value: string) => onEdit({ kind: 'text', index, field: field.name, value }, about);
  const code = (value: string) => onEdit({ kind: 'code', index, field: field.name, value }, about);
  const clear = () => onEdit({ kind: 'clear', index, field: field.name });
  const isCode = field.code !== null && field.value === null;
  const typed = useTyped(isCode ? (field.code ?? '') : (field.value ?? ''), isCode ? code : text);
  const common = {
    label: field.label,
    disabled: isLocked,
    placeholder: field.default ?? undefined,
    description: isCode ? s.computed : field.code?.includes('slots.') ? s.slot : undefined,
    rightSection:
      field.code !== null && !isLocked && !field.code.includes('slots.') ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`${s.writeText}: ${field.label}`}
          title={s.writeText}
          onClick={clear}
        >
          <IconRestore size={14} aria-hidden />
        </ActionIcon>
      ) : undefined,
  };
  if (isCode) return <TextInput {...common} {...typed} className="mono" />;
  switch (field.type) {
    case 'number':
      return (
        <NumberInput
          {...common}
          value={field.value === null ? '' : Number(field.value)}
          onChange={(next) => (next === '' ? field.code !== null && clear() : String(next) !== field.value && code(String(next)))}
        />
      );
    case 'bool':
      return (
        <Checkbox
          label={field.label}
          disabled={isLocked}
          checked={(field.value ?? field.default) === 'true'}
          onChange={(event) => code(String(event.currentTarget.checked))}
        />
      );
    case 'color':
      return <ColorInput {...common} value={field.value ?? ''} onChangeEnd={text} />;
    case 'choice':
      return (
        <Select
          {...common}
          rightSection={undefined}
          data={field.choices ?? []}
          value={field.value ?? field.default}
          onChange={(next) => next && text(next)}
          allowDeselect={false}
        />
      );
    case 'image':
      return (
        <ImageField label={field.label} isLocked={isLocked} typed={typed} onPick={text} onClear={field.code === null ? null : clear} />
      );
    default:
      return typed.value.length > long || field.type === 'richtext' ? (
        <Textarea {...common} {...typed} autosize minRows={2} maxRows={10} />
      ) : (
        <TextInput {...common} {...typed} type={field.type === 'date' ? 'date' : 'text'} />
      );
  }
}
