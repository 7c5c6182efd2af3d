import { Radio, Select, Stack, Switch, TagsInput, Text, TextInput, Title } from '@mantine/core';
import { slug } from '../../../parts/slug';
import { t } from '../../../strings';
import { useVocabulary } from '../names';
import { networkName } from '../networks';
import { CampaignFields } from './CampaignFields';
import { CommissionField, SpanField, WordsField } from './fields';
import type { ProgramValues } from './programValues';
import { StoreField } from './StoreField';
import type { FileForm } from './useFileForm';

const s = t.offerForms;

type Props = { form: FileForm<ProgramValues>; isLocked: boolean; isNamed: boolean };

export function ProgramFields({ form, isLocked, isNamed }: Props) {
  const { values, set, errorOf, leave } = form;
  const isOwn = values.program === 'own';
  const networks = useVocabulary().data?.networks ?? [];
  const network = networks.find((one) => one.key === values.network);
  const text = (field: 'program' | 'name' | 'merchant' | 'link', label: string, hint?: string) => ({
    label,
    description: hint,
    disabled: isLocked,
    error: errorOf(field),
    value: values[field],
    onBlur: () => leave(field),
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
  });
  const follows = !isNamed && (values.program === '' || values.program === slug(values.name));
  const odd = form.warnings.find((problem) => problem.path === 'link');
  const term = (field: string) => form.errorOf(`terms.${field}`, field);
  return (
    <>
      <section className="panel brand-part" aria-label={s.program}>
        <Title order={2}>{s.program}</Title>
        <TextInput
          {...text('name', s.programName)}
          data-autofocus={!isNamed || undefined}
          onChange={(event) => set({ name: event.currentTarget.value, ...(follows ? { program: slug(event.currentTarget.value) } : {}) })}
        />
        {!isNamed && <TextInput {...text('program', s.key, s.keyHint)} />}
        <StoreField isLocked={isLocked} error={errorOf('store')} value={values.store} set={(store) => set({ store })} />
        {!isOwn && (
          <>
            <Select
              label={s.network}
              description={s.networkHint}
              disabled={isLocked}
              searchable
              allowDeselect={false}
              data={[
                { value: 'direct', label: s.direct },
                ...networks.filter(({ key }) => key !== 'direct').map(({ key }) => ({ value: key, label: networkName(key) })),
              ]}
              value={values.network}
              onChange={(next) => set({ network: next ?? 'direct' })}
            />
            {(values.network !== 'direct' || values.merchant !== '') && <TextInput {...text('merchant', s.merchant)} />}
            <TextInput {...text('link', s.link, s.linkHint(network?.sub_id ?? '', network?.target ?? null))} placeholder="https://" />
            {odd && (
              <Text size="sm" className="brand-warning" role="status">
                {form.say(odd.message)}
              </Text>
            )}
          </>
        )}
      </section>
      {!isOwn && (
        <>
          <section className="panel brand-part" aria-label={s.terms}>
            <Title order={2}>{s.terms}</Title>
            <Radio.Group
              label={s.email}
              description={s.emailHint}
              value={values.email_allowed}
              onChange={(email_allowed) => set({ email_allowed })}
            >
              <Stack gap={8} mt={4}>
                {['yes', 'approval', 'no'].map((value) => (
                  <Radio key={value} value={value} label={s.emails[value]} disabled={isLocked} />
                ))}
              </Stack>
            </Radio.Group>
            <Switch
              label={s.prices}
              disabled={isLocked}
              checked={values.prices_allowed}
              onChange={(event) => set({ prices_allowed: event.currentTarget.checked })}
            />
            <Switch
              label={s.redirect}
              description={s.redirectHint}
              disabled={isLocked}
              checked={values.redirect_allowed}
              onChange={(event) => set({ redirect_allowed: event.currentTarget.checked })}
            />
            <Switch
              label={s.couponSites}
              description={s.couponSitesHint}
              disabled={isLocked}
              checked={values.coupon_sites}
              onChange={(event) => set({ coupon_sites: event.currentTarget.checked })}
            />
            <SpanField
              label={s.cookie}
              error={term('cookie_window')}
              isLocked={isLocked}
              value={values.cookie_window}
              set={(cookie_window) => set({ cookie_window })}
            />
          </section>
          <section className="panel brand-part" aria-label={s.pay}>
            <Title order={2}>{s.pay}</Title>
            <CommissionField
              error={errorOf('commission') ?? form.errorOf('commission.default', 'commission')}
              isLocked={isLocked}
              value={values.commission}
              set={(commission) => set({ commission })}
            />
          </section>
          <section className="panel brand-part" aria-label={s.wording}>
            <Title order={2}>{s.wording}</Title>
            <WordsField
              label={s.disclosure}
              hint={s.disclosureHint}
              error={term('disclosure')}
              isLocked={isLocked}
              value={values.disclosure}
              set={(disclosure) => set({ disclosure })}
            />
            <TagsInput
              label={s.denied}
              description={s.deniedHint}
              disabled={isLocked}
              error={term('denied_claims')}
              value={values.denied_claims}
              onChange={(denied_claims) => set({ denied_claims })}
            />
          </section>
        </>
      )}
      <CampaignFields form={form} isLocked={isLocked} />
    </>
  );
}
