import { TextInput } from '@mantine/core';
import { ApiError } from '../api/client';
import { t } from '../strings';

const s = t.access;
const badRequest = 400;

/** Whether the server refused the name itself. */
export const isNameWrong = (error: Error | null) => error instanceof ApiError && error.status === badRequest && error.path === 'name';

type Props = { value: string; set: (name: string) => void; error: Error | null; autoComplete: string; isFirst?: boolean };

/** The name of a new account, which says what it may be made of before and after it was wrong. */
export function NameField({ value, set, error, autoComplete, isFirst }: Props) {
  const isWrong = isNameWrong(error) || !/^[A-Za-z0-9._@+-]*$/.test(value.trim());
  return (
    <TextInput
      label={s.signInName}
      description={s.signInNameHint}
      value={value}
      autoComplete={autoComplete}
      error={isWrong && s.signInNameWrong}
      {...(isFirst && { 'data-autofocus': true })}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}
