import { MultiSelect, Textarea, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../strings';
import { useVocabulary } from '../names';
import { ItemPage } from './ItemPage';
import { type RuleValues, rules } from './items';
import type { FileForm } from './useFileForm';
import { asKey } from './values';

const s = t.offerForms.rule;

export default function RulePage() {
  return (
    <ItemPage
      shape={rules}
      words={s}
      tab="rules"
      start={rules.read({})}
      fields={(form, isLocked, isNamed) => <Fields form={form} isLocked={isLocked} isNamed={isNamed} />}
    />
  );
}

function Fields({ form, isLocked, isNamed }: { form: FileForm<RuleValues>; isLocked: boolean; isNamed: boolean }) {
  const { values, set, errorOf, leave } = form;
  return (
    <section className="panel brand-part" aria-label={s.what}>
      <Title order={2}>{s.what}</Title>
      <TextInput
        label={s.key}
        description={s.keyHint}
        disabled={isLocked}
        readOnly={isNamed}
        error={errorOf('rule')}
        value={values.rule}
        onBlur={() => leave('rule')}
        onChange={(event) => set({ rule: asKey(event.currentTarget.value) })}
      />
      <Chosen form={form} isLocked={isLocked} />
      <Textarea
        label={s.why}
        description={s.whyHint}
        autosize
        minRows={1}
        maxRows={4}
        disabled={isLocked}
        error={errorOf('why')}
        value={values.why}
        onChange={(event) => set({ why: event.currentTarget.value })}
      />
    </section>
  );
}

/** Offers and categories, best first: in the order in which they were chosen. */
function Chosen({ form, isLocked }: { form: FileForm<RuleValues>; isLocked: boolean }) {
  const { values, set, errorOf, leave } = form;
  const vocabulary = useVocabulary().data;
  const [typed, setTyped] = useState('');
  const offers = (vocabulary?.offers ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const categories = (vocabulary?.categories ?? [])
    .filter((name) => offers.every((one) => one.value !== name))
    .map((name) => ({ value: name, label: t.offerForms.aCategory(name) }));
  const known = [...offers, ...categories];
  const extra = values.offers.filter((one) => known.every((each) => each.value !== one)).map((one) => ({ value: one, label: one }));
  return (
    <MultiSelect
      label={s.offers}
      description={s.offersHint}
      disabled={isLocked}
      error={errorOf('offers')}
      searchable
      clearable
      hidePickedOptions
      limit={60}
      nothingFoundMessage={s.noOffer}
      placeholder={values.offers.length === 0 ? t.offerForms.addAny : undefined}
      data={[...known, ...extra]}
      searchValue={typed}
      onSearchChange={setTyped}
      value={values.offers}
      onBlur={() => leave('offers')}
      onChange={(chosen) => set({ offers: chosen })}
    />
  );
}
