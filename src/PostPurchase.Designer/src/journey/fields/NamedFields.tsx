import { ActionIcon, Button, Group, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { t } from '../../strings';
import { asValues, type Path } from '../model';
import { useDesignerContext } from '../useDesigner';
import { FieldGroup, useField } from './basic';

const f = t.designer.fields;

type Props = {
  path: Path;
  legend: string;
  newName: string;
  add: string;
  remove: string;
  fieldOf: (path: Path, name: string) => ReactNode;
};

/** Fields under names of the shop's own, each with its removal, and a row to add one. */
export function NamedFields({ path, legend, newName, add, remove, fieldOf }: Props) {
  const { value } = useField(path);
  const { set } = useDesignerContext();
  const [name, setName] = useState('');
  const [isBad, setIsBad] = useState(false);
  const values = asValues(value);
  const take = () => {
    const wanted = name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_');
    const fits = /^[a-z][a-z0-9_]{0,63}$/.test(wanted);
    setIsBad(wanted !== '' && !fits);
    if (!fits) return;
    if (!(wanted in values)) set([...path, wanted], '');
    setName('');
  };
  return (
    <FieldGroup legend={legend}>
      {Object.keys(values).map((each) => (
        <Group key={each} gap={4} align="flex-start" wrap="nowrap">
          <div style={{ flex: 1, minWidth: 0 }}>{fieldOf([...path, each], each)}</div>
          <ActionIcon
            mt={24}
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`${remove}: ${each}`}
            title={remove}
            onClick={() => set([...path, each], undefined)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <TextInput
          size="xs"
          aria-label={newName}
          placeholder={newName}
          value={name}
          error={isBad && f.nameForm}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && take()}
          style={{ flex: 1 }}
        />
        <Button variant="default" size="xs" onClick={take} aria-label={`${add}: ${legend}`}>
          {add}
        </Button>
      </Group>
    </FieldGroup>
  );
}
