import { TagsInput } from '@mantine/core';
import { t } from '../../strings';
import type { Path } from '../model';
import { TextField, useField } from './basic';
import { LocalizedField } from './LocalizedField';
import { NamedFields } from './NamedFields';

const f = t.designer.fields;

export const UpdateFields = ({ path }: { path: Path }) => (
  <>
    <TagsField path={[...path, 'tags', 'add']} label={f.addTags} />
    <TagsField path={[...path, 'tags', 'remove']} label={f.removeTags} />
    <NamedFields
      path={[...path, 'set']}
      legend={f.attributes}
      newName={f.attributeName}
      add={f.addSlot}
      remove={f.removeAttribute}
      fieldOf={(at, name) => <TextField path={at} label={name} isRequired />}
    />
  </>
);

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
