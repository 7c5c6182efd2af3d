import { Radio, Stack, TextInput, Title } from '@mantine/core';
import { t } from '../../../strings';
import { type CampaignField, campaignFields, type ProgramValues } from './programValues';
import type { FileForm } from './useFileForm';

const s = t.offerForms.campaign;
const begun: Partial<Record<CampaignField, string>> = { source: 'postpurchase', medium: 'email' };

/** What links say to the statistics of the site to which they lead. */
export function CampaignFields({ form, isLocked }: { form: FileForm<ProgramValues>; isLocked: boolean }) {
  const { campaign, program, network } = form.values;
  const put = (change: Partial<ProgramValues['campaign']>) => form.set({ campaign: { ...campaign, ...change } });
  const choose = (kind: string) => {
    const isBlank = campaignFields.every((field) => campaign[field] === '');
    put({ kind: kind as typeof campaign.kind, ...(kind === 'own' && isBlank ? begun : {}) });
  };
  const isOn = program === 'own' || network === 'direct';
  return (
    <section className="panel brand-part" aria-label={s.title}>
      <Title order={2}>{s.title}</Title>
      <Radio.Group label={s.label} description={s.hint} value={campaign.kind} onChange={choose}>
        <Stack gap={8} mt={4}>
          {(['usual', 'own', 'off'] as const).map((kind) => (
            <Radio key={kind} value={kind} label={kind === 'usual' ? s.usual(isOn) : s.kinds[kind]} disabled={isLocked} />
          ))}
        </Stack>
      </Radio.Group>
      {campaign.kind === 'own' &&
        campaignFields.map((field) => (
          <TextInput
            key={field}
            label={s.fields[field]}
            description={s.fieldHints[field]}
            disabled={isLocked}
            error={form.errorOf(`utm.${field}`, 'campaign')}
            placeholder={field === 'campaign' ? (program === 'own' ? '{journey}' : '{program}') : begun[field]}
            value={campaign[field]}
            onChange={(event) => put({ [field]: event.currentTarget.value })}
          />
        ))}
    </section>
  );
}
