import { ActionIcon, Button, Group, Input, SegmentedControl, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useVocabulary } from '../../api/queries';
import { words } from '../../parts/format';
import { NumberEntry } from '../../parts/NumberEntry';
import { t } from '../../strings';
import { type Clause, type Conditions, readConditions, writeConditions } from '../conditions';
import { allSteps, type Path } from '../model';
import { useDesignerContext } from '../useDesigner';
import { useField } from './basic';

const c = t.designer.conditions;
const calls = ['clicked', 'opened', 'in_segment', 'purchased'] as const;

/** A condition as rows of field, comparison and value; whatever says more than that is shown, and can always be written, as an expression. */
export function ConditionField({ path, label, isRequired }: { path: Path; label: string; isRequired?: boolean }) {
  const { set: write } = useDesignerContext();
  const { value, error, set } = useField(path);
  const text = typeof value === 'string' ? value : value === undefined ? '' : String(value);
  const read = text === '' ? { join: '&&' as const, clauses: [] } : readConditions(text);
  const [isWritten, setIsWritten] = useState(read === null);
  const isOpen = read?.clauses.some((clause) => clause.kind === 'compare' && clause.value === null);
  const change = (next: string) => (isRequired && next === '' ? write(path, next) : set(next));
  return (
    <Input.Wrapper label={label} labelElement="div" error={isOpen ? t.forms.empty : error} className="condition">
      <Stack gap={6} mt={4} role="group" aria-label={label}>
        {isWritten || read === null ? (
          <Textarea
            aria-label={`${label}: ${c.expression}`}
            autosize
            minRows={1}
            value={text}
            error={error !== null}
            onChange={(event) => change(event.currentTarget.value)}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8rem' } }}
          />
        ) : (
          <Builder label={label} conditions={read} change={(next) => change(writeConditions(next))} />
        )}
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          w="fit-content"
          disabled={isWritten && read === null}
          title={isWritten && read === null ? c.tooMuch : undefined}
          onClick={() => setIsWritten(!isWritten)}
        >
          {isWritten || read === null ? c.asRows : c.asExpression}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}

function Builder({ label, conditions, change }: { label: string; conditions: Conditions; change: (next: Conditions) => void }) {
  const { clauses, join } = conditions;
  const put = (i: number, clause: Clause | null) =>
    change({ join, clauses: clauses.flatMap((each, at) => (at === i ? (clause ? [clause] : []) : [each])) });
  return (
    <>
      {clauses.length > 1 && (
        <SegmentedControl
          aria-label={`${label}: ${c.join}`}
          size="xs"
          w="fit-content"
          data={[
            { value: '&&', label: c.all },
            { value: '||', label: c.any },
          ]}
          value={join}
          onChange={(next) => change({ clauses, join: next as '&&' | '||' })}
        />
      )}
      {clauses.map((clause, i) => (
        <Row key={i} label={`${label} ${i + 1}`} clause={clause} put={(next) => put(i, next)} />
      ))}
      <Button
        variant="default"
        size="compact-sm"
        w="fit-content"
        onClick={() => change({ join, clauses: [...clauses, { kind: 'compare', field: 'customer.purchase_count', op: '>=', value: 2 }] })}
      >
        {c.add}
      </Button>
    </>
  );
}

function Row({ label, clause, put }: { label: string; clause: Clause; put: (clause: Clause | null) => void }) {
  const vocabulary = useVocabulary().data;
  const fields = vocabulary?.fields ?? [];
  const subject = clause.kind === 'call' ? `${clause.name}()` : clause.field;
  const known = fields.some(({ path }) => path === subject) || clause.kind === 'call';
  const data = [
    { group: c.happened, items: calls.map((name) => ({ value: `${name}()`, label: c.calls[name] ?? name })) },
    ...['customer', 'purchase', 'line', 'event', 'store'].map((owner) => ({
      group: c.owners[owner] ?? owner,
      items: fields
        .filter(({ path }) => path.startsWith(`${owner}.`))
        .map(({ path }) => ({ value: path, label: words(path.slice(owner.length + 1).replaceAll('.', ' ')) })),
    })),
    ...(known ? [] : [{ group: '', items: [{ value: subject, label: subject }] }]),
  ].filter(({ items }) => items.length > 0);
  const choose = (next: string | null) => {
    if (!next) return;
    const name = calls.find((each) => next === `${each}()`);
    const type = fields.find(({ path }) => path === next)?.type;
    if (name) put({ kind: 'call', name, argument: '', isTrue: true });
    else if (type === 'bool') put({ kind: 'flag', field: next, isTrue: true });
    else put({ kind: 'compare', field: next, op: type === 'text' ? '==' : '>=', value: type === 'text' ? '' : 1 });
  };
  return (
    <fieldset className="clause" aria-label={label}>
      <Group gap={6} wrap="nowrap">
        <Select
          aria-label={`${label}: ${c.field}`}
          searchable
          data={data}
          value={subject}
          onChange={choose}
          allowDeselect={false}
          style={{ flex: 1, minWidth: 0 }}
          size="xs"
        />
        <ActionIcon variant="subtle" color="gray" onClick={() => put(null)} aria-label={`${c.remove}: ${label}`} title={c.remove}>
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      </Group>
      <Rest label={label} clause={clause} put={put} />
    </fieldset>
  );
}

function Rest({ label, clause, put }: { label: string; clause: Clause; put: (clause: Clause) => void }) {
  const { model } = useDesignerContext();
  const vocabulary = useVocabulary().data;
  if (clause.kind === 'compare')
    return (
      <Group gap={6} wrap="nowrap">
        <Select
          aria-label={`${label}: ${c.comparison}`}
          size="xs"
          w={116}
          data={Object.entries(c.operators).map(([value, text]) => ({ value, label: text }))}
          value={clause.op}
          onChange={(op) => op && put({ ...clause, op })}
          allowDeselect={false}
        />
        {typeof clause.value === 'number' || clause.value === null ? (
          <NumberEntry
            aria-label={`${label}: ${c.value}`}
            size="xs"
            value={clause.value}
            error={clause.value === null}
            tell={(value) => put({ ...clause, value })}
            style={{ flex: 1, minWidth: 0 }}
          />
        ) : (
          <TextInput
            aria-label={`${label}: ${c.value}`}
            size="xs"
            value={String(clause.value)}
            onChange={(event) => put({ ...clause, value: event.currentTarget.value })}
            style={{ flex: 1, minWidth: 0 }}
          />
        )}
      </Group>
    );
  const holds = (
    <SegmentedControl
      aria-label={`${label}: ${c.holds}`}
      size="xs"
      data={[
        { value: 'yes', label: c.yes },
        { value: 'no', label: c.no },
      ]}
      value={clause.isTrue ? 'yes' : 'no'}
      onChange={(next) => put({ ...clause, isTrue: next === 'yes' })}
    />
  );
  if (clause.kind === 'flag') return holds;
  const choices =
    clause.name === 'in_segment'
      ? (vocabulary?.segments ?? [])
      : clause.name === 'purchased'
        ? null
        : allSteps(model.steps).flatMap((step) => (step.kind === 'email' ? [step.id] : []));
  return (
    <Group gap={6} wrap="nowrap">
      {choices ? (
        <Select
          aria-label={`${label}: ${c.value}`}
          size="xs"
          data={[...new Set([...choices, clause.argument])].filter(Boolean)}
          value={clause.argument || null}
          placeholder={c.choose}
          onChange={(argument) => argument && put({ ...clause, argument })}
          allowDeselect={false}
          style={{ flex: 1, minWidth: 0 }}
        />
      ) : (
        <TextInput
          aria-label={`${label}: ${c.value}`}
          size="xs"
          placeholder={c.product}
          value={clause.argument}
          onChange={(event) => put({ ...clause, argument: event.currentTarget.value })}
          style={{ flex: 1, minWidth: 0 }}
        />
      )}
      {holds}
    </Group>
  );
}
