import { ActionIcon, Button, Group, MultiSelect, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Schemas } from '../../../api/types';
import { t } from '../../../strings';
import type { ProgramValues } from './programValues';
import type { Localized } from './values';

const s = t.offerForms;

type Common = { label: string; hint?: string; error?: string; isLocked: boolean };

/** Products, codes and categories by which an offer is related to others; what is not in the catalogue can be typed. */
export function ProductsField({
  label,
  hint,
  error,
  isLocked,
  value,
  set,
  vocabulary,
}: Common & { value: string[]; set: (value: string[]) => void; vocabulary: Schemas['OfferVocabulary'] | undefined }) {
  const [typed, setTyped] = useState('');
  const products = (vocabulary?.products ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const categories = (vocabulary?.categories ?? [])
    .filter((name) => products.every((one) => one.value !== name))
    .map((name) => ({ value: name, label: s.aCategory(name) }));
  const known = [...products, ...categories];
  const extra = [...new Set([...value, typed.trim()])].filter((one) => one !== '' && known.every((each) => each.value !== one));
  return (
    <MultiSelect
      label={label}
      description={hint}
      error={error}
      disabled={isLocked}
      searchable
      hidePickedOptions
      clearable
      limit={60}
      placeholder={value.length === 0 ? s.addAny : undefined}
      data={[...known, ...extra.map((one) => ({ value: one, label: value.includes(one) ? one : s.any(one) }))]}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value}
      onChange={set}
    />
  );
}

type SpanProps = Common & {
  value: string;
  set: (value: string) => void;
  /** What can be counted, the usual one first. */
  units?: string[];
  placeholder?: string;
};

/** `28d` or `8w` as a number and a unit; what is written otherwise stays a text. */
export function SpanField({ label, hint, error, isLocked, value, set, units = ['d', 'w'], placeholder }: SpanProps) {
  const parts = /^(\d+)([a-z])$/.exec(value);
  const found = parts && units.includes(parts[2] ?? '') ? parts : null;
  const [unit, setUnit] = useState(found?.[2] ?? units[0] ?? 'd');
  if (value !== '' && !found)
    return (
      <TextInput
        label={label}
        description={hint}
        error={error}
        disabled={isLocked}
        value={value}
        onChange={(event) => set(event.currentTarget.value)}
      />
    );
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <NumberInput
        label={label}
        description={hint}
        error={error}
        disabled={isLocked}
        style={{ flex: 1, minWidth: 0 }}
        // What makes no sense is told by the server, not turned into something else in silence.
        clampBehavior="none"
        min={1}
        max={3650}
        allowNegative={false}
        allowDecimal={false}
        placeholder={placeholder}
        value={found ? Number(found[1]) : ''}
        onChange={(count) => set(count === '' ? '' : `${count}${unit}`)}
      />
      <Select
        aria-label={s.spanUnit(label)}
        w={96}
        // Where there is little room the number gives way, not the word.
        style={{ flex: 'none' }}
        disabled={isLocked}
        allowDeselect={false}
        data={units.map((key) => ({ value: key, label: s.span[key] ?? key }))}
        value={unit}
        onChange={(next) => {
          setUnit(next ?? unit);
          if (found) set(`${found[1]}${next ?? unit}`);
        }}
      />
    </Group>
  );
}

const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'ja'];
const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

type WordsProps = Common & { value: Localized; set: (value: Localized) => void; of?: (n: number) => { language: string; drop: string } };

const disclosure = (n: number) => ({ language: s.language(n), drop: s.dropLanguage(n) });

/** One text for everybody, or one for each language. */
export function WordsField({ label, hint, error, isLocked, value, set, of = disclosure }: WordsProps) {
  const rows = value.length === 0 ? [{ language: '', text: '' }] : value;
  const put = (at: number, change: Partial<Localized[number]>) => set(rows.map((row, i) => (i === at ? { ...row, ...change } : row)));
  const free = languages.find((language) => rows.every((row) => row.language !== language)) ?? 'en';
  const add = () =>
    set([
      ...rows.map((row) => (row.language === '' ? { ...row, language: 'en' } : row)),
      { language: free === 'en' && rows.length === 1 ? 'de' : free, text: '' },
    ]);
  return (
    <Stack gap="xs">
      {rows.map((row, i) => (
        <Group key={i} gap="xs" align="flex-end">
          <TextInput
            style={{ flex: '1 1 15rem', minWidth: 0 }}
            label={i === 0 ? label : `${label} (${languageNames.of(row.language || 'en')})`}
            description={i === 0 ? hint : undefined}
            error={i === 0 ? error : undefined}
            disabled={isLocked}
            value={row.text}
            onChange={(event) => put(i, { text: event.currentTarget.value })}
          />
          {rows.length > 1 && (
            <Select
              aria-label={of(i + 1).language}
              w={116}
              disabled={isLocked}
              allowDeselect={false}
              data={[...new Set([...languages, row.language])]
                .filter(Boolean)
                .map((one) => ({ value: one, label: languageNames.of(one) ?? one }))}
              value={row.language || 'en'}
              onChange={(language) => put(i, { language: language ?? 'en' })}
            />
          )}
          {rows.length > 1 && !isLocked && (
            <Drop
              label={of(i + 1).drop}
              onClick={() =>
                set(
                  rows
                    .filter((_, at) => at !== i)
                    .map((one, _at, left) => (left.length === 1 && one.language === 'en' ? { ...one, language: '' } : one)),
                )
              }
            />
          )}
        </Group>
      ))}
      {!isLocked && <More label={s.addLanguage} onClick={add} />}
    </Stack>
  );
}

/** What a sale earns, for everything and by category. */
export function CommissionField({
  error,
  isLocked,
  value,
  set,
}: Omit<Common, 'label'> & { value: ProgramValues['commission']; set: (value: ProgramValues['commission']) => void }) {
  const rows = value.some((row) => row.category === '') ? value : [{ category: '', pays: '' }, ...value];
  const put = (at: number, change: Partial<ProgramValues['commission'][number]>) =>
    set(rows.map((row, i) => (i === at ? { ...row, ...change } : row)));
  return (
    <Stack gap="xs">
      {rows.map((row, i) => (
        <Group key={i} gap="xs" wrap="nowrap" align="flex-end">
          {rows.length > 1 && (
            <TextInput
              style={{ flex: 1, minWidth: 0 }}
              aria-label={s.category2(i + 1)}
              placeholder={row.category === '' && i === 0 ? s.everything : s.category}
              disabled={isLocked || (row.category === '' && i === 0)}
              value={row.category}
              onChange={(event) => put(i, { category: event.currentTarget.value })}
            />
          )}
          <TextInput
            style={{ flex: 1, minWidth: 0 }}
            label={i === 0 ? s.commission : undefined}
            aria-label={i === 0 ? undefined : s.pays(i + 1)}
            description={i === 0 ? s.commissionHint : undefined}
            error={i === 0 ? error : undefined}
            placeholder="9%"
            disabled={isLocked}
            value={row.pays}
            onChange={(event) => put(i, { pays: event.currentTarget.value })}
          />
          {i > 0 && !isLocked && <Drop label={s.dropCategory(i + 1)} onClick={() => set(rows.filter((_, at) => at !== i))} />}
        </Group>
      ))}
      {!isLocked && <More label={s.addCategory} onClick={() => set([...rows, { category: s.category.toLowerCase(), pays: '' }])} />}
    </Stack>
  );
}

const Drop = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} title={label} onClick={onClick}>
    <IconTrash size={16} aria-hidden />
  </ActionIcon>
);

const More = ({ label, onClick }: { label: string; onClick: () => void }) => (
  <Button size="xs" variant="default" w="fit-content" leftSection={<IconPlus size={14} aria-hidden />} onClick={onClick}>
    {label}
  </Button>
);
