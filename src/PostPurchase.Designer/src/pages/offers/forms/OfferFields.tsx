import { Autocomplete, Checkbox, MultiSelect, Select, Switch, TagsInput, TextInput, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { slug } from '../../../parts/slug';
import { t } from '../../../strings';
import { useVocabulary } from '../names';
import { countries, currencies } from './countries';
import { ProductsField, SpanField, WordsField } from './fields';
import type { FileForm } from './useFileForm';
import type { OfferValues } from './values';

const s = t.offerForms;

type Props = { form: FileForm<OfferValues>; isLocked: boolean; isOwn: boolean; choose?: ReactNode; isNamed: boolean };

export function OfferFields({ form, isLocked, isOwn, choose, isNamed }: Props) {
  const { values, set, errorOf, leave } = form;
  const vocabulary = useVocabulary().data;
  const text = (field: keyof OfferValues & string, label: string, hint?: string) => ({
    label,
    description: hint,
    disabled: isLocked,
    error: errorOf(field),
    value: values[field] as string,
    onBlur: () => leave(field),
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
  });
  const products = (field: 'complements' | 'upgrades' | 'replaces', label: string, hint: string) => (
    <ProductsField
      label={label}
      hint={hint}
      error={errorOf(field)}
      isLocked={isLocked}
      value={values[field]}
      set={(value) => set({ [field]: value })}
      vocabulary={vocabulary}
    />
  );
  // Until somebody writes an id, it follows the name.
  const follows = !isNamed && (values.id === '' || values.id === slug(values.name));
  return (
    <>
      <section className="panel brand-part" aria-label={s.product}>
        <Title order={2}>{s.product}</Title>
        {choose}
        <TextInput
          {...text('name', s.name, s.nameHint)}
          required
          withAsterisk={false}
          data-autofocus={!isNamed || undefined}
          onChange={(event) => set({ name: event.currentTarget.value, ...(follows ? { id: slug(event.currentTarget.value) } : {}) })}
        />
        <TextInput {...text('url', s.url)} type="url" placeholder="https://" required withAsterisk={false} />
        <TextInput {...text('image_url', s.image, s.imageHint)} type="url" placeholder="https://" />
        <div className="brand-pair">
          <TextInput {...text('amount', s.price)} error={errorOf('price', 'amount')} inputMode="decimal" placeholder="28.00" />
          <Select
            label={s.currency}
            disabled={isLocked}
            searchable
            allowDeselect={false}
            data={currencies.includes(values.currency) || values.currency === '' ? currencies : [values.currency, ...currencies]}
            value={values.currency}
            onChange={(currency) => set({ currency: currency ?? '' })}
          />
        </div>
        <div className="brand-pair">
          <Autocomplete
            label={s.category}
            description={s.categoryHint}
            disabled={isLocked}
            error={errorOf('category')}
            data={vocabulary?.categories ?? []}
            value={values.category}
            onChange={(category) => set({ category })}
          />
          <TextInput {...text('id', s.id, s.idHint)} disabled={isLocked || isNamed} />
        </div>
        <WordsField
          label={s.why}
          hint={s.whyHint}
          error={errorOf('why')}
          isLocked={isLocked}
          value={values.why}
          set={(why) => set({ why })}
          of={(n) => ({ language: s.whyLanguage(n), drop: s.whyDrop(n) })}
        />
      </section>
      <section className="panel brand-part" aria-label={s.relations}>
        <Title order={2}>{s.relations}</Title>
        {products('complements', s.complements, s.complementsHint)}
        {products('upgrades', s.upgrades, s.upgradesHint)}
        {products('replaces', s.replaces, s.replacesHint)}
      </section>
      <section className="panel brand-part" aria-label={s.where}>
        <Title order={2}>{s.where}</Title>
        <Switch
          label={s.stock}
          description={s.stockHint}
          disabled={isLocked}
          checked={values.in_stock}
          onChange={(event) => set({ in_stock: event.currentTarget.checked })}
        />
        <MultiSelect
          label={s.countries}
          description={s.countriesHint}
          disabled={isLocked}
          error={errorOf('countries')}
          searchable
          clearable
          limit={40}
          data={countries}
          value={values.countries}
          onChange={(chosen) => set({ countries: chosen })}
        />
        <div className="brand-pair">
          <TextInput {...text('from', s.from, s.fromHint)} type="date" />
          <TextInput {...text('until', s.until)} type="date" />
        </div>
      </section>
      <section className="panel brand-part" aria-label={s.more}>
        <Title order={2}>{s.more}</Title>
        <TextInput {...text('fallback_url', s.fallback, s.fallbackHint)} type="url" placeholder="https://" />
        <TagsInput
          label={s.tags}
          description={s.tagsHint}
          disabled={isLocked}
          error={errorOf('tags')}
          data={vocabulary?.tags ?? []}
          value={values.tags}
          onChange={(tags) => set({ tags })}
        />
        <SpanField
          label={s.lasts}
          hint={s.lastsHint}
          error={errorOf('lasts')}
          isLocked={isLocked}
          value={values.lasts}
          set={(lasts) => set({ lasts })}
        />
        {isOwn && <TextInput {...text('product_id', s.productId, s.productIdHint)} />}
        <Checkbox
          label={s.exclusive}
          description={s.exclusiveHint}
          disabled={isLocked}
          checked={values.exclusive}
          onChange={(event) => set({ exclusive: event.currentTarget.checked })}
        />
      </section>
    </>
  );
}
