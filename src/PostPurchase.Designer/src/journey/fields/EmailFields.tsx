import { Button, Input, Modal, SegmentedControl, Select } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTemplates } from '../../api/queries';
import { PreviewPane } from '../../pages/templates/PreviewPane';
import { t } from '../../strings';
import { asValues, type Path } from '../model';
import { useDesignerContext } from '../useDesigner';
import { ChoiceField, FieldGroup, NumberField, TextField, useField } from './basic';
import { ExperimentFields } from './ExperimentFields';
import { LocalizedField } from './LocalizedField';
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
      </Input.Wrapper>
      <LocalizedField path={[...path, 'subject']} label={f.subject} isRequired />
      <LocalizedField path={[...path, 'preheader']} label={f.preheader} />
      <HourField path={[...path, 'at']} />
      <OfferFields path={[...path, 'offers']} />
      <ExperimentFields path={[...path, 'experiments']} stepId={stepId} />
      <TextField path={[...path, 'coupon']} label={f.coupon} />
    </>
  );
}

function TemplateField({ path, stepId }: { path: Path; stepId: string }) {
  const { value, error, set } = useField(path);
  const { journey } = useDesignerContext();
  const [isOpen, setIsOpen] = useState(false);
  const names = useTemplates().data?.items.map((row) => row.name) ?? [];
  const name = String(value ?? '');
  return (
    <>
      <Select
        label={f.template}
        error={error}
        searchable
        data={[...new Set([...names, name])].filter(Boolean)}
        value={name || null}
        onChange={set}
        allowDeselect={false}
      />
      <Button
        variant="default"
        size="xs"
        leftSection={<IconEye size={15} aria-hidden />}
        onClick={() => setIsOpen(true)}
        disabled={name === ''}
      >
        {t.designer.panel.preview}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        size={860}
        title={t.designer.panel.preview}
        closeButtonProps={{ 'aria-label': t.state.close }}
      >
        <PreviewPane template={name} language={null} journey={journey.key} step={stepId} height={520} />
      </Modal>
    </>
  );
}

function OfferFields({ path }: { path: Path }) {
  const { value, set } = useField(path);
  if (value === undefined)
    return (
      <Button variant="subtle" size="xs" w="fit-content" onClick={() => set({ pick: 'cross_sell', count: 3 })}>
        {f.addOffers}
      </Button>
    );
  const rule = String(asValues(value).pick ?? '');
  return (
    <FieldGroup legend={f.offers}>
      <ChoiceField
        path={[...path, 'pick']}
        label={f.pick}
        options={['cross_sell', 'upsell', 'fresh', 'replenish', ...(rule.startsWith('rule:') ? [rule] : [])]}
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
