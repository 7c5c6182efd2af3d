import { Group, Textarea, TextInput } from '@mantine/core';
import { type ComponentProps, useRef } from 'react';
import { inWords } from '../../parts/Words';
import { InsertField, insertedAt } from './InsertField';
import type { useTyped } from './useTyped';

const long = 60;

type Props = {
  common: Omit<ComponentProps<typeof TextInput>, 'value' | 'onChange' | 'onBlur' | 'type'>;
  typed: ReturnType<typeof useTyped>;
  type: string;
  onInsert: (text: string) => void;
};

/** Text in which fields of the customer may stand, as in `Hi {{ customer.first_name }}`, with a menu that puts them in. */
export function MixedField({ common, typed, type, onInsert }: Props) {
  const line = useRef<HTMLInputElement>(null);
  const lines = useRef<HTMLTextAreaElement>(null);
  const insert = (field: string) => {
    const input = lines.current ?? line.current;
    const { text, caret } = insertedAt(typed.value, [input?.selectionStart ?? null, input?.selectionEnd ?? null], field);
    typed.set(text);
    onInsert(text);
    // After React has written the value: the caret goes where the reader's own words are missing.
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(caret, caret);
    });
  };
  const { value, onChange, onBlur } = typed;
  const input = { value, onChange, onBlur, inputContainer: inWords(value) };
  return (
    <div className="mixed">
      {value.length > long || value.includes('\n') || type === 'richtext' ? (
        <Textarea {...(common as ComponentProps<typeof Textarea>)} {...input} ref={lines} autosize minRows={2} maxRows={10} />
      ) : (
        <TextInput {...common} {...input} ref={line} type={type === 'date' && !value.includes('{{') ? 'date' : 'text'} />
      )}
      {!common.disabled && (
        <Group justify="flex-end" className="mixed-tools">
          <InsertField about={String(common.label)} onPick={insert} />
        </Group>
      )}
    </div>
  );
}
