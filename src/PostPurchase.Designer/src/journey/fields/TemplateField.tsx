import { Button, Group, Input, Modal, SimpleGrid, Text, TextInput } from '@mantine/core';
import { IconEye, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTemplates } from '../../api/queries';
import { PreviewPane } from '../../pages/templates/PreviewPane';
import { Thumbnail } from '../../pages/templates/Thumbnail';
import { countOf, words } from '../../parts/format';
import { t } from '../../strings';
import type { Path } from '../model';
import { useDesignerContext } from '../useDesigner';
import { useField } from './basic';
import '../../pages/templates/templates.css';

const p = t.designer.picker;

/** The template with its picture; a press opens all of them. */
export function TemplateField({ path, stepId }: { path: Path; stepId: string }) {
  const { value, error, set } = useField(path);
  const { journey, model } = useDesignerContext();
  const [open, setOpen] = useState<'pick' | 'preview' | null>(null);
  const name = String(value ?? '');
  const close = () => setOpen(null);
  return (
    <Input.Wrapper label={t.designer.fields.template} labelElement="div" error={error}>
      <div className="template-field">
        {name && <Thumbnail name={name} />}
        <div>
          <Text size="sm" fw={600} truncate>
            {name ? words(name) : p.none}
          </Text>
          <Group gap={6} mt={6}>
            <Button variant="default" size="xs" onClick={() => setOpen('pick')}>
              {p.choose}
            </Button>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconEye size={15} aria-hidden />}
              onClick={() => setOpen('preview')}
              disabled={name === ''}
            >
              {t.designer.panel.preview}
            </Button>
          </Group>
        </div>
      </div>
      <Modal opened={open === 'pick'} onClose={close} size={900} title={p.title} closeButtonProps={{ 'aria-label': t.state.close }}>
        <Picker
          chosen={name}
          choose={(next) => {
            set(next);
            close();
          }}
        />
      </Modal>
      <Modal
        opened={open === 'preview'}
        onClose={close}
        size={860}
        title={t.designer.panel.preview}
        closeButtonProps={{ 'aria-label': t.state.close }}
      >
        <PreviewPane template={name} language={null} journey={journey.key} yaml={model.text} step={stepId} height={520} />
      </Modal>
    </Input.Wrapper>
  );
}

function Picker({ chosen, choose }: { chosen: string; choose: (name: string) => void }) {
  const templates = useTemplates();
  const [q, setQ] = useState('');
  const shown = (templates.data?.items ?? []).filter((row) => row.name.includes(q.toLowerCase().replaceAll(' ', '-')));
  return (
    <>
      <TextInput
        aria-label={p.search}
        placeholder={p.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
        mb="md"
        data-autofocus
      />
      <SimpleGrid cols={{ base: 2, sm: 3 }}>
        {shown.map((row) => (
          <button
            key={row.name}
            type="button"
            className="template-choice"
            aria-pressed={row.name === chosen}
            onClick={() => choose(row.name)}
          >
            <Thumbnail name={row.name} />
            <b>{words(row.name)}</b>
            <span className="quiet">
              {[row.kind && t.content[row.kind], countOf(row.problems) > 0 && t.journeys.problems(countOf(row.problems))]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </button>
        ))}
      </SimpleGrid>
      {shown.length === 0 && <Text size="sm">{p.noMatch}</Text>}
    </>
  );
}
