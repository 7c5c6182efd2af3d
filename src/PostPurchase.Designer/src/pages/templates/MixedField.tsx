import { Group, Textarea, TextInput } from '@mantine/core';
import { type ComponentProps, type KeyboardEvent, useRef, useState } from 'react';
import { inWords } from '../../parts/Words';
import { InsertField, insertedAt } from './InsertField';
import type { useTyped } from './useTyped';

type Props = {
  common: Omit<ComponentProps<typeof TextInput>, 'value' | 'onChange' | 'onBlur' | 'type'>;
  typed: ReturnType<typeof useTyped>;
  type: string;
  onInsert: (text: string) => void;
};

/**
 * Text in which fields of the customer may stand, as in `Hi {{ customer.first_name }}`, with a menu that puts them in. The input grows with its text
 * and stays the same one while somebody types: another in its place would be without the focus, and what is typed on would be lost.
 */
export function MixedField({ common, typed, type, onInsert }: Props) {
  const line = useRef<HTMLInputElement>(null);
  const lines = useRef<HTMLTextAreaElement>(null);
  const { value, onChange } = typed;
  const isDate = type === 'date' && !value.includes('{{');
  const [wasDate, setWasDate] = useState(isDate);
  const hasLines = type === 'richtext' || value.includes('\n');
  const insert = (field: string) => {
    const input = lines.current ?? line.current;
    const { text, caret } = insertedAt(value, [input?.selectionStart ?? null, input?.selectionEnd ?? null], field);
    typed.set(text);
    onInsert(text);
    // After React has written the value: the caret goes where the reader's own words are missing.
    requestAnimationFrame(() => {
      const now = lines.current ?? line.current;
      now?.focus();
      now?.setSelectionRange(caret, caret);
    });
  };
  const onBlur = () => {
    typed.onBlur();
    setWasDate(isDate);
  };
  const input = { value, onBlur, inputContainer: inWords(value) };
  return (
    <div className="mixed">
      {isDate && wasDate ? (
        <TextInput {...common} {...input} ref={line} onChange={onChange} type="date" />
      ) : (
        <Textarea
          {...(common as ComponentProps<typeof Textarea>)}
          {...input}
          ref={lines}
          onChange={({ currentTarget }) =>
            onChange({ currentTarget: { value: hasLines ? currentTarget.value : inOneLine(currentTarget.value) } })
          }
          onKeyDown={hasLines ? undefined : withoutNewLine}
          autosize
          minRows={1}
          maxRows={10}
        />
      )}
      {!common.disabled && (
        <Group justify="flex-end" className="mixed-tools">
          <InsertField about={String(common.label)} onPick={insert} />
        </Group>
      )}
    </div>
  );
}

const inOneLine = (text: string) => text.replaceAll(/\s*\n\s*/g, ' ');

// Enter that ends a composition, as in Japanese, is no new line.
const withoutNewLine = (event: KeyboardEvent) => {
  if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.preventDefault();
};
