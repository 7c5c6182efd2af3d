import { Chip, Group, Input, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { NumberEntry } from '../../parts/NumberEntry';
import { t } from '../../strings';
import { asValues, type Path, type Values } from '../model';
import { useDesignerContext } from '../useDesigner';
import { DurationField, TextField, useField } from './basic';
import { ConditionField } from './ConditionField';
import { DateField } from './DateField';

const f = t.designer.fields;

const ways = [
  { value: 'for', label: f.waitFor },
  { value: 'window', label: f.waitWindow },
  { value: 'date', label: f.waitDate },
];

const starts: Record<string, Values> = { for: { for: '1d' }, window: { window: 'day 1..3', at: '10:00' }, date: { date: 'purchase.at' } };

export function WaitFields({ path }: { path: Path }) {
  const { read, set } = useDesignerContext();
  const wait = asValues(read(path));
  const way = 'window' in wait ? 'window' : 'date' in wait ? 'date' : 'for';
  // As long as the panel shows the step, a way that was left is found again as it was.
  const left = useRef<Record<string, Values>>({});
  const choose = (next: string) => {
    const { until, ...rest } = wait;
    left.current[way] = rest;
    set(path, { ...(left.current[next] ?? starts[next]), ...(until === undefined ? {} : { until }) });
  };
  return (
    <>
      <SegmentedControl aria-label={f.waitKind} data={ways} value={way} onChange={choose} size="xs" fullWidth />
      {way === 'for' && <DurationField path={[...path, 'for']} label={f.waitFor} isRequired />}
      {way === 'window' && (
        <>
          <WindowField path={[...path, 'window']} />
          <HourField path={[...path, 'at']} canBeBest />
          <DaysField path={[...path, 'days']} />
        </>
      )}
      {way === 'date' && (
        <>
          <DateField path={[...path, 'date']} />
          <DurationField path={[...path, 'offset']} label={f.offset} description={f.offsetHint} />
        </>
      )}
      <ConditionField path={[...path, 'until']} label={f.until} />
    </>
  );
}

function WindowField({ path }: { path: Path }) {
  const { value, error, set } = useField(path);
  // An end that was emptied stays empty, and the server says what belongs there.
  const parts = /^(day|week) (\d*)\.\.(\d*)$/.exec(String(value ?? ''));
  if (!parts) return <TextField path={path} label={f.waitWindow} isRequired />;
  const [, unit, from = '', to = ''] = parts;
  const write = (nextUnit: string | undefined, nextFrom: string | number | null, nextTo: string | number | null) =>
    set(`${nextUnit} ${nextFrom ?? ''}..${nextTo ?? ''}`);
  const inOrder = () => from !== '' && to !== '' && Number(to) < Number(from) && write(unit, from, from);
  return (
    <Input.Wrapper error={error}>
      <div className="field-row">
        <Select
          label={f.unit}
          data={[
            { value: 'day', label: t.designer.units.d ?? '' },
            { value: 'week', label: t.designer.units.w ?? '' },
          ]}
          value={unit ?? null}
          onChange={(next) => write(next ?? unit, from, to)}
          allowDeselect={false}
        />
        {[
          { label: f.from, end: from, tell: (next: number | null) => write(unit, next, to) },
          { label: f.to, end: to, tell: (next: number | null) => write(unit, from, next) },
        ].map(({ label, end, tell }) => (
          <NumberEntry
            key={label}
            label={label}
            min={0}
            allowDecimal={false}
            value={end === '' ? null : Number(end)}
            tell={tell}
            onBlur={inOrder}
          />
        ))}
      </div>
    </Input.Wrapper>
  );
}

export function HourField({ path, canBeBest }: { path: Path; canBeBest?: boolean }) {
  const { value, error, set } = useField(path);
  const isBest = value === 'best';
  return (
    <Group gap="sm" align="flex-end">
      {!isBest && (
        <TextInput
          type="time"
          label={f.at}
          error={error}
          value={String(value ?? '')}
          onChange={(event) => set(event.currentTarget.value)}
        />
      )}
      {canBeBest && (
        <Switch
          mb={isBest ? 0 : 8}
          label={f.best}
          checked={isBest}
          onChange={(event) => set(event.currentTarget.checked ? 'best' : '10:00')}
        />
      )}
    </Group>
  );
}

function DaysField({ path }: { path: Path }) {
  const { value, error, set } = useField(path);
  const order = Object.keys(t.designer.weekdays);
  const days = Array.isArray(value) ? value.map(String) : [];
  return (
    <Input.Wrapper label={f.days} error={error} labelElement="div">
      <Chip.Group multiple value={days} onChange={(next) => set(next.length === 0 ? undefined : order.filter((day) => next.includes(day)))}>
        <Group gap={4} mt={4}>
          {order.map((day) => (
            <Chip key={day} value={day} size="xs" variant="light">
              {t.designer.weekdays[day]}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}
