import { Select, TextInput, Title } from '@mantine/core';
import { t } from '../../../strings';
import { usePrograms } from '../data';
import { SpanField } from './fields';
import { ItemPage } from './ItemPage';
import { type FeedValues, feeds } from './items';
import { StoreField } from './StoreField';
import type { FileForm } from './useFileForm';
import { asKey } from './values';

const s = t.offerForms.feed;

export default function FeedPage() {
  return (
    <ItemPage
      shape={feeds}
      words={s}
      tab="feeds"
      start={feeds.read({})}
      fields={(form, isLocked, isNamed) => <Fields form={form} isLocked={isLocked} isNamed={isNamed} />}
    />
  );
}

function Fields({ form, isLocked, isNamed }: { form: FileForm<FeedValues>; isLocked: boolean; isNamed: boolean }) {
  const { values, set, errorOf, leave } = form;
  const programs = (usePrograms().data?.items ?? [])
    .filter(({ key }) => key !== 'own')
    .map(({ key, name }) => ({ value: key, label: name }));
  const known = [{ value: '', label: t.offerForms.ownShop }, ...programs];
  const extra = known.some(({ value }) => value === values.program) ? [] : [{ value: values.program, label: values.program }];
  return (
    <section className="panel brand-part" aria-label={s.what}>
      <Title order={2}>{s.what}</Title>
      <TextInput
        label={s.name}
        description={s.nameHint}
        disabled={isLocked}
        readOnly={isNamed}
        error={errorOf('name')}
        value={values.name}
        onBlur={() => leave('name')}
        onChange={(event) => set({ name: asKey(event.currentTarget.value) })}
      />
      <TextInput
        label={s.url}
        description={s.urlHint}
        type="url"
        placeholder="https://"
        disabled={isLocked}
        error={errorOf('url')}
        value={values.url}
        onBlur={() => leave('url')}
        onChange={(event) => set({ url: event.currentTarget.value })}
      />
      <Select
        label={s.program}
        description={s.programHint}
        disabled={isLocked}
        error={errorOf('program')}
        allowDeselect={false}
        data={[...known, ...extra]}
        value={values.program}
        onChange={(program) => set({ program: program ?? '' })}
      />
      <StoreField
        isLocked={isLocked}
        error={errorOf('store')}
        value={values.store}
        set={(store) => set({ store })}
        everyStore={s.usualStore}
        hint={s.storeHint}
      />
      <div className="brand-pair">
        <SpanField
          label={s.every}
          error={errorOf('every')}
          isLocked={isLocked}
          units={['h', 'd', 'm']}
          placeholder="6"
          value={values.every}
          set={(every) => set({ every })}
        />
        <Select
          label={s.format}
          disabled={isLocked}
          error={errorOf('format')}
          allowDeselect={false}
          data={['', 'csv', 'xml', 'json'].map((value) => ({ value, label: s.formats[value] ?? value }))}
          value={values.format}
          onChange={(format) => set({ format: format ?? '' })}
        />
      </div>
    </section>
  );
}
