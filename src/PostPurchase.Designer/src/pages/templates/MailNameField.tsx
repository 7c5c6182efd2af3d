import { TextInput } from '@mantine/core';
import { slugAsTyped, withoutEnd } from '../../parts/slug';
import { t } from '../../strings';

const s = t.templateEditor;
const longest = 100;

/** The name of a mail, which is that of its file. */
export function MailNameField({ value, set, error }: { value: string; set: (name: string) => void; error?: string | undefined }) {
  return (
    <TextInput
      label={s.name}
      description={s.nameHint}
      error={error}
      value={value}
      onChange={(event) => set(slugAsTyped(event.currentTarget.value, longest))}
      onBlur={() => set(withoutEnd(value))}
    />
  );
}
