import { Button, Input, SegmentedControl, Select, Text } from '@mantine/core';
import { useVocabulary } from '../../api/queries';
import { t } from '../../strings';
import { asValues, type Path } from '../model';
import { ChoiceField, FieldGroup, NumberField, TextField, useField } from './basic';
import { ExperimentFields } from './ExperimentFields';
import { LocalizedField } from './LocalizedField';
import { SlotFields } from './SlotFields';
import { TemplateField } from './TemplateField';
import { HourField } from './WaitFields';

const f = t.designer.fields;
const kinds = ['transactional', 'own', 'third_party'].map((value) => ({ value, label: t.designer.options[value] ?? value }));

export function EmailFields({ path, stepId }: { path: Path; stepId: string }) {
  const content = useField([...path, 'content']);
  return (
    <>
      <TemplateField path={[...path, 'template']} stepId={stepId} />
      <Input.Wrapper label={f.content} labelElement="div" error={content.error}>
        <SegmentedControl
          aria-label={f.content}
          data={kinds}
          value={String(content.value ?? 'own')}
          onChange={content.set}
          size="xs"
          fullWidth
          mt={4}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {f.contentHints[String(content.value ?? 'own')]}
        </Text>
      </Input.Wrapper>
      <LocalizedField path={[...path, 'subject']} label={f.subject} isRequired />
      <LocalizedField path={[...path, 'preheader']} label={f.preheader} />
      <HourField path={[...path, 'at']} />
      <OfferFields path={[...path, 'offers']} />
      <ExperimentFields path={[...path, 'experiments']} stepId={stepId} />
      <CouponField path={[...path, 'coupon']} />
      <SlotFields path={[...path, 'slots']} />
      <TextField path={[...path, 'from']} label={f.sender} description={f.senderHint} />
    </>
  );
}

/** A coupon pool of the shop's own, where it has some. */
function CouponField({ path }: { path: Path }) {
  const { value, error, set } = useField(path);
  const pools = useVocabulary().data?.coupons ?? [];
  const current = String(value ?? '');
  return (
    <Select
      label={f.coupon}
      description={pools.length === 0 ? f.noPools : undefined}
      error={error}
      clearable
      data={[...new Set([...pools, current])].filter(Boolean)}
      value={current || null}
      onChange={set}
    />
  );
}

function OfferFields({ path }: { path: Path }) {
  const { value, set } = useField(path);
  const vocabulary = useVocabulary().data;
  if (value === undefined)
    return (
      <Button variant="subtle" size="xs" w="fit-content" onClick={() => set({ pick: 'cross_sell', count: 3 })}>
        {f.addOffers}
      </Button>
    );
  const rule = String(asValues(value).pick ?? '');
  const rules = (vocabulary?.offer_rules ?? []).map((name) => `rule:${name}`);
  return (
    <FieldGroup legend={f.offers}>
      <ChoiceField
        path={[...path, 'pick']}
        label={f.pick}
        options={['cross_sell', 'upsell', 'fresh', 'replenish', ...new Set([...rules, ...(rule.startsWith('rule:') ? [rule] : [])])]}
      />
      <div className="field-row">
        <NumberField path={[...path, 'count']} label={f.count} min={1} max={12} />
        <NumberField path={[...path, 'min']} label={f.min} min={0} max={12} />
      </div>
      <ChoiceField path={[...path, 'if_empty']} label={f.if_empty} options={['fallback', 'send', 'skip']} fallback="fallback" />
      <Button variant="subtle" color="gray" size="compact-xs" w="fit-content" onClick={() => set(undefined)}>
        {f.removeOffers}
      </Button>
    </FieldGroup>
  );
}
