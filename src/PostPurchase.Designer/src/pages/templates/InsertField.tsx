import { Button, Popover, Stack, Text, TextInput } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useState } from 'react';
import { useTemplateVocabulary } from '../../api/queries';
import type { TemplateVocabulary } from '../../api/types';
import { words } from '../../parts/format';
import { t } from '../../strings';

const s = t.templateEditor;

/** A text with a field at the caret, and where the caret goes: between the quotes of what stands in for a missing value, else after it. */
export function insertedAt(text: string, [start, end]: [number | null, number | null], field: string) {
  const from = start ?? text.length;
  const mark = `{{ ${field} }}`;
  const quotes = mark.lastIndexOf("''");
  return { text: text.slice(0, from) + mark + text.slice(end ?? from), caret: from + (quotes < 0 ? mark.length : quotes + 1) };
}

/** The fields that can stand in a text and have something of what is searched for, those of the customer and the purchase first. */
export function matching(fields: TemplateVocabulary['fields'], q: string) {
  const wanted = q.trim().toLowerCase();
  return fields.filter((field) => field.insert && `${field.path} ${titleOf(field.path)} ${field.summary}`.toLowerCase().includes(wanted));
}

/** A path as words: Customer › First name. */
export const titleOf = (path: string) => path.split('.').map(words).join(' › ');

/** A menu of what a text can say of the customer, the purchase or the shop. */
export function InsertField({ about, onPick }: { about: string; onPick: (field: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const [q, setQ] = useState('');
  const fields = matching(useTemplateVocabulary().data?.fields ?? [], q);
  const pick = (field: TemplateVocabulary['fields'][number]) => {
    setOpen(false);
    onPick(field.insert ?? field.path);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={320} withinPortal trapFocus>
      <Popover.Target>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconBraces size={13} aria-hidden />}
          aria-label={`${s.insert}: ${about}`}
          onClick={() => setOpen(!isOpen)}
        >
          {s.insert}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <TextInput
            size="xs"
            data-autofocus
            aria-label={s.searchField}
            placeholder={s.searchField}
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
              event.preventDefault();
              if (fields[0]) pick(fields[0]);
            }}
          />
          <ul className="field-list" aria-label={s.insert}>
            {fields.map((field) => (
              <li key={field.path}>
                <button type="button" onClick={() => pick(field)}>
                  <span>{titleOf(field.path)}</span>
                  <small>{field.summary}</small>
                </button>
              </li>
            ))}
          </ul>
          <Text size="xs" c="dimmed">
            {s.insertHint}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
