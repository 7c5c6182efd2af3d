import { NumberInput, Radio, Select, Stack, TextInput, Title } from '@mantine/core';
import { Loading } from '../../../parts/QueryState';
import { slug } from '../../../parts/slug';
import { t } from '../../../strings';
import { useVocabulary } from '../names';
import { currencies } from './countries';
import { SpanField, WordsField } from './fields';
import { ItemPage } from './ItemPage';
import { digitsOf } from './inForm';
import { type PoolValues, pools } from './items';
import type { FileForm } from './useFileForm';

const s = t.offerForms.pool;
const blank = pools.read({});

export default function PoolPage() {
  const vocabulary = useVocabulary().data;
  if (!vocabulary) return <Loading />;
  return (
    <ItemPage
      shape={{ ...pools, read: (item) => withCurrency(pools.read(item), vocabulary.currency) }}
      words={s}
      tab="coupons"
      nameOf={({ summary }) => summary[0]?.text ?? ''}
      start={withCurrency(blank, vocabulary.currency)}
      fields={(form, isLocked, isNamed) => <Fields form={form} isLocked={isLocked} isNamed={isNamed} />}
    />
  );
}

/** An amount as the currency is written: yen have no decimals. */
export const amountIn = (currency: string) => (digitsOf(currency) === 0 ? 2_500 : 25).toFixed(digitsOf(currency));

const withCurrency = (values: PoolValues, currency: string): PoolValues => ({ ...values, currency: values.currency || currency });

function Fields({ form, isLocked, isNamed }: { form: FileForm<PoolValues>; isLocked: boolean; isNamed: boolean }) {
  const { values, set, errorOf, leave } = form;
  const follows = !isNamed && (values.pool === '' || values.pool === slug(values.summary[0]?.text ?? ''));
  const text = (field: 'pool' | 'code' | 'codes' | 'amount', label: string, hint?: string) => ({
    label,
    description: hint,
    disabled: isLocked,
    error: errorOf(field),
    value: values[field],
    onBlur: () => leave(field),
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
  });
  return (
    <>
      <section className="panel brand-part" aria-label={s.what}>
        <Title order={2}>{s.what}</Title>
        <WordsField
          label={s.summary}
          hint={s.summaryHint}
          error={errorOf('summary')}
          isLocked={isLocked}
          value={values.summary}
          set={(summary) => set({ summary, ...(follows ? { pool: slug(summary[0]?.text ?? '') } : {}) })}
          of={(n) => ({ language: s.language(n), drop: s.dropLanguage(n) })}
        />
        <TextInput {...text('pool', s.key, s.keyHint)} disabled={isLocked} readOnly={isNamed} />
        <SpanField
          label={s.valid}
          hint={s.validHint}
          error={errorOf('valid_for')}
          isLocked={isLocked}
          value={values.valid_for}
          set={(valid_for) => set({ valid_for })}
        />
        <div className="brand-pair">
          <TextInput
            {...text('amount', s.minimum, s.minimumHint(amountIn(values.currency)))}
            error={errorOf('minimum', 'amount')}
            inputMode="decimal"
          />
          <Select
            label={t.offerForms.currency}
            disabled={isLocked}
            searchable
            allowDeselect={false}
            data={currencies.includes(values.currency) ? currencies : [values.currency, ...currencies]}
            value={values.currency}
            onChange={(currency) => set({ currency: currency ?? '' })}
          />
        </div>
      </section>
      <section className="panel brand-part" aria-label={s.codes}>
        <Title order={2}>{s.codes}</Title>
        <Radio.Group aria-label={s.codes} value={values.kind} onChange={(kind) => set({ kind: kind as PoolValues['kind'] })}>
          <Stack gap={8}>
            {(['shared', 'each'] as const).map((kind) => (
              <Radio key={kind} value={kind} label={s.kinds[kind]} description={s.kindHints[kind]} disabled={isLocked} />
            ))}
          </Stack>
        </Radio.Group>
        {values.kind === 'shared' ? (
          <TextInput {...text('code', s.code, s.codeHint)} />
        ) : (
          <Each form={form} isLocked={isLocked} file={<TextInput {...text('codes', s.file, s.fileHint)} />} />
        )}
      </section>
    </>
  );
}

function Each({ form, isLocked, file }: { form: FileForm<PoolValues>; isLocked: boolean; file: React.ReactNode }) {
  const { values, set, errorOf } = form;
  return (
    <>
      {file}
      <NumberInput
        label={s.lowWater}
        description={s.lowWaterHint}
        disabled={isLocked}
        error={errorOf('low_water')}
        min={0}
        max={1_000_000}
        allowDecimal={false}
        placeholder="20"
        value={values.low_water === '' ? '' : Number(values.low_water)}
        onChange={(count) => set({ low_water: String(count) })}
      />
      <Radio.Group label={s.exhausted} value={values.if_exhausted} onChange={(if_exhausted) => set({ if_exhausted })}>
        <Stack gap={8} mt={4}>
          {['fallback', 'skip', 'hold'].map((value) => (
            <Radio key={value} value={value} label={s.exhaustions[value]} disabled={isLocked} />
          ))}
        </Stack>
      </Radio.Group>
    </>
  );
}
