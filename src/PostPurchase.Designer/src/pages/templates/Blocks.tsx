import { Checkbox, ColorInput, NumberInput, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { Block, BlockField } from '../../api/types';
import { t } from '../../strings';
import { argumentOf, withArgument } from './includes';

const s = t.templates;

type Props = { blocks: Block[]; source: string; onChange: (source: string) => void };

/** The mail as a column of blocks: the fields that each partial declares, as a form. */
export function Blocks({ blocks, source, onChange }: Props) {
  if (blocks.length === 0)
    return (
      <Text c="dimmed" size="sm">
        {s.noBlocks}
      </Text>
    );
  return (
    <Stack gap="xs">
      {blocks.map((block) => (
        <details key={block.index} className="block" open={block.fields.length > 0}>
          <summary>{block.label}</summary>
          <div className="block-fields">
            {block.fields.length === 0 && (
              <Text size="sm" c="dimmed">
                {s.noFields}
              </Text>
            )}
            {block.fields.map((field) => {
              const written = argumentOf(source, block.index, field.name);
              return (
                <Field
                  key={field.name}
                  field={field}
                  written={written}
                  onChange={(value) => onChange(withArgument(source, block.index, field.name, value))}
                />
              );
            })}
          </div>
        </details>
      ))}
    </Stack>
  );
}

type Written = ReturnType<typeof argumentOf>;
type FieldProps = { field: BlockField; written: Written; onChange: (value: string | number | boolean) => void };

function Field({ field, written, onChange }: FieldProps) {
  const common = { label: field.label, placeholder: field.default ?? undefined };
  // A value that is computed stays as it is: a form could only break it.
  if (written?.kind === 'expression') return <TextInput {...common} value={`{{ ${written.text} }}`} readOnly variant="filled" />;
  const value = written?.text ?? '';
  switch (field.type) {
    case 'richtext':
      return <Textarea {...common} autosize minRows={2} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'number':
      return (
        <NumberInput {...common} value={value === '' ? '' : Number(value)} onChange={(next) => next !== '' && onChange(Number(next))} />
      );
    case 'bool':
      return (
        <Checkbox
          label={field.label}
          checked={(value || field.default) === 'true'}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'color':
      return <ColorInput {...common} value={value} onChange={onChange} />;
    case 'choice':
      return (
        <Select
          {...common}
          data={field.choices ?? []}
          value={value || field.default}
          onChange={(next) => next && onChange(next)}
          allowDeselect={false}
        />
      );
    default:
      return (
        <TextInput
          {...common}
          type={field.type === 'date' ? 'date' : field.type === 'url' || field.type === 'image' ? 'url' : 'text'}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}
