import { Group, Select, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { NumberEntry } from '../../parts/NumberEntry';
import { inWords } from '../../parts/Words';
import { t } from '../../strings';
import type { Path } from '../model';
import { useDesignerContext } from '../useDesigner';

const d = t.designer;

type FieldProps = { path: Path; label: string; description?: string };
/** A field that is needed keeps its key when it is emptied: the server says what belongs there. */
type Required = { isRequired?: boolean };

/** The value, its problem and how to set it; an empty value takes the key away. */
export function useField(path: Path) {
  const { read, problemOf, set } = useDesignerContext();
  return {
    value: read(path),
    error: problemOf(path),
    set: (value: unknown) => set(path, value === '' || value === null ? undefined : value),
  };
}

const asText = (value: unknown) => (value === undefined || value === null || typeof value === 'object' ? '' : String(value));

export function TextField({ path, isRequired, lines, ...rest }: FieldProps & Required & { lines?: number }) {
  const { value, error, set } = useField(path);
  const { set: write } = useDesignerContext();
  const change = (text: string) => (isRequired ? write(path, text) : set(text));
  return lines ? (
    <Textarea
      {...rest}
      error={error}
      autosize
      minRows={lines}
      value={asText(value)}
      inputContainer={inWords(asText(value))}
      onChange={(event) => change(event.currentTarget.value)}
    />
  ) : (
    <TextInput
      {...rest}
      error={error}
      value={asText(value)}
      inputContainer={inWords(asText(value))}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

/** A name that takes effect when it is left, so that half a name is never one. */
export function WordField({ path, onCommit, ...rest }: FieldProps & { onCommit: (value: string) => void }) {
  const { value, error } = useField(path);
  const [text, setText] = useState(asText(value));
  const commit = () => text !== value && text.trim() !== '' && onCommit(text.trim());
  return (
    <TextInput
      {...rest}
      error={error}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}

export function NumberField({ path, min, max, isRequired, ...rest }: FieldProps & Required & { min?: number; max?: number }) {
  const { value, error } = useField(path);
  const { set } = useDesignerContext();
  return (
    <NumberEntry
      // What is beyond it becomes its end when the field is left.
      description={min !== undefined && max !== undefined ? d.fields.range(min, max) : undefined}
      {...rest}
      error={error}
      min={min}
      max={max}
      allowDecimal={false}
      value={typeof value === 'number' ? value : null}
      tell={(next) => set(path, next ?? (isRequired ? '' : undefined))}
    />
  );
}

type ChoiceProps = FieldProps & {
  options: string[];
  fallback?: string;
  /** What the options are called here, where a word means something else than in other fields. */
  names?: Record<string, string>;
};

export function ChoiceField({ path, options, fallback, names = d.options, ...rest }: ChoiceProps) {
  const { value, error, set } = useField(path);
  const current = asText(value) || fallback || null;
  const known = current && !options.includes(current) ? [...options, current] : options;
  return (
    <Select
      {...rest}
      error={error}
      data={known.map((option) => ({ value: option, label: names[option] ?? option }))}
      value={current}
      onChange={set}
      allowDeselect={false}
    />
  );
}

/** `36h`, `3d`: a number and what it counts. */
export function DurationField({ path, label, description, isRequired, units = 'mhdw' }: FieldProps & Required & { units?: string }) {
  const { value, error } = useField(path);
  const { set } = useDesignerContext();
  const text = asText(value);
  const [, count, unit] = /^(-?\d+)([mhdw])$/.exec(text) ?? [];
  // While the number is empty its unit is only here.
  const [kept, setKept] = useState('d');
  // Something that is no plain duration is shown as it is.
  if (text !== '' && !unit) return <TextField path={path} label={label} description={description} isRequired={isRequired} />;
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <NumberEntry
        label={label}
        description={description}
        error={error}
        allowDecimal={false}
        value={count === undefined ? null : Number(count)}
        tell={(next) => {
          setKept(unit ?? kept);
          set(path, next === null ? (isRequired ? '' : undefined) : `${next}${unit ?? kept}`);
        }}
        style={{ flex: 1 }}
      />
      <Select
        aria-label={`${label}: ${d.fields.unit}`}
        w={112}
        data={[...units].map((each) => ({ value: each, label: d.units[each] ?? each }))}
        value={unit ?? kept}
        onChange={(next) => {
          setKept(next ?? kept);
          if (count !== undefined) set(path, `${count}${next}`);
        }}
        allowDeselect={false}
      />
    </Group>
  );
}

export function FieldGroup({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="field-group">
      <legend>{legend}</legend>
      {children}
    </fieldset>
  );
}
