import { Group, TextInput } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { InsertField, insertedAt } from '../../pages/templates/InsertField';
import { inWords } from '../../parts/Words';

type Props = {
  label: string;
  error?: ReactNode;
  value: string;
  change: (text: string) => void;
  rightSection?: ReactNode;
};

/** A line in which fields of the customer may stand, with a menu that puts them in where the caret is. */
export function InsertableText({ value, change, ...rest }: Props) {
  const line = useRef<HTMLInputElement>(null);
  const insert = (field: string) => {
    const { text, caret } = insertedAt(value, [line.current?.selectionStart ?? null, line.current?.selectionEnd ?? null], field);
    change(text);
    // After React has written the value: the caret goes where the reader's own words are missing.
    requestAnimationFrame(() => {
      line.current?.focus();
      line.current?.setSelectionRange(caret, caret);
    });
  };
  return (
    <div>
      <TextInput
        {...rest}
        ref={line}
        value={value}
        inputContainer={inWords(value)}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt={2}>
        <InsertField about={rest.label} onPick={insert} />
      </Group>
    </div>
  );
}
