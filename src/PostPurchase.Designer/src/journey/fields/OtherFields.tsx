import { ActionIcon, Button, Group, TagsInput, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../strings';
import { asValues, type Path } from '../model';
import { useDesignerContext } from '../useDesigner';
import { FieldGroup, TextField, useField } from './basic';
import { LocalizedField } from './LocalizedField';

const f = t.designer.fields;

export const UpdateFields = ({ path }: { path: Path }) => (
  <>
    <TagsField path={[...path, 'tags', 'add']} label={f.addTags} />
    <TagsField path={[...path, 'tags', 'remove']} label={f.removeTags} />
    <AttributeFields path={[...path, 'set']} />
  </>
);

/** What is written down about the customer, under names of the shop's own. */
function AttributeFields({ path }: { path: Path }) {
  const { value } = useField(path);
  const { set } = useDesignerContext();
  const [name, setName] = useState('');
  const attributes = asValues(value);
  const add = () => {
    const wanted = name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_');
    if (wanted !== '' && !(wanted in attributes)) set([...path, wanted], '');
    setName('');
  };
  return (
    <FieldGroup legend={f.attributes}>
      {Object.keys(attributes).map((each) => (
        <Group key={each} gap={4} align="flex-start" wrap="nowrap">
          <div style={{ flex: 1, minWidth: 0 }}>
            <TextField path={[...path, each]} label={each} isRequired />
          </div>
          <ActionIcon
            mt={24}
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`${f.removeAttribute}: ${each}`}
            title={f.removeAttribute}
            onClick={() => set([...path, each], undefined)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <TextInput
          size="xs"
          aria-label={f.attributeName}
          placeholder={f.attributeName}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && add()}
          style={{ flex: 1 }}
        />
        <Button variant="default" size="xs" onClick={add} aria-label={`${f.addSlot}: ${f.attributes}`}>
          {f.addSlot}
        </Button>
      </Group>
    </FieldGroup>
  );
}

function TagsField({ path, label }: { path: Path; label: string }) {
  const { value, error, set } = useField(path);
  return (
    <TagsInput
      label={label}
      error={error}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={(tags) => set(tags.length === 0 ? undefined : tags)}
    />
  );
}

export const WebhookFields = ({ path }: { path: Path }) => (
  <>
    <TextField path={[...path, 'url']} label={f.url} isRequired />
    <TextField path={[...path, 'body']} label={f.body} isRequired lines={4} />
  </>
);

export const NotifyFields = ({ path }: { path: Path }) => (
  <>
    <TextField path={[...path, 'to']} label={f.staff} isRequired />
    <LocalizedField path={[...path, 'subject']} label={f.subject} isRequired />
    <TextField path={[...path, 'text']} label={f.text} isRequired lines={4} />
  </>
);

export const ExitFields = ({ path }: { path: Path }) => <TextField path={[...path, 'reason']} label={f.reason} isRequired />;
