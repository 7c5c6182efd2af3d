import { Button, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { useVocabulary } from '../../api/queries';
import { sentence } from '../../parts/format';
import { t } from '../../strings';
import { fieldInWords } from '../conditionWords';
import type { Path } from '../model';
import { TextField, useField } from './basic';

const { conditions: c, fields: f } = t.designer;

/** A date of the customer, the purchase or the event; what is more than that is shown, and can always be written, as an expression. */
export function DateField({ path }: { path: Path }) {
  const { value, error, set } = useField(path);
  const fields = useVocabulary().data?.fields;
  const dates = (fields ?? []).filter(({ type }) => type === 'date');
  const chosen = dates.find((date) => date.path === value);
  const isMore = fields !== undefined && value !== undefined && chosen === undefined;
  const [isWritten, setIsWritten] = useState(false);
  return (
    <Stack gap={6}>
      {isWritten || isMore ? (
        <TextField path={path} label={`${f.date}, ${c.expression}`} isRequired />
      ) : (
        <Select
          label={f.date}
          description={chosen?.summary}
          error={error}
          data={dates.map((date) => ({ value: date.path, label: sentence(fieldInWords(date.path)) }))}
          value={chosen?.path ?? null}
          onChange={set}
          allowDeselect={false}
        />
      )}
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        w="fit-content"
        disabled={isMore}
        title={isMore ? f.dateTooMuch : undefined}
        onClick={() => setIsWritten(!isWritten)}
      >
        {isWritten || isMore ? f.dateAsList : c.asExpression}
      </Button>
    </Stack>
  );
}
