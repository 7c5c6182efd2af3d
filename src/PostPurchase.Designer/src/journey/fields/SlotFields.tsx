import { ActionIcon, Button, Group, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { words } from '../../parts/format';
import { t } from '../../strings';
import { asValues, type Path } from '../model';
import { useDesignerContext } from '../useDesigner';
import { FieldGroup, useField } from './basic';
import { LocalizedField } from './LocalizedField';

const f = t.designer.fields;

/** Texts that the template shows. */
export function SlotFields({ path }: { path: Path }) {
  const { value } = useField(path);
  const { set } = useDesignerContext();
  const [name, setName] = useState('');
  const slots = Object.keys(asValues(value));
  const add = () => {
    if (/^[a-z][a-z0-9_]*$/.test(name)) set([...path, name], '');
    setName('');
  };
  return (
    <FieldGroup legend={f.slots}>
      {slots.map((slot) => (
        <Group key={slot} gap={4} align="flex-start" wrap="nowrap">
          <div style={{ flex: 1, minWidth: 0 }}>
            <LocalizedField path={[...path, slot]} label={words(slot)} isRequired />
          </div>
          <ActionIcon
            mt={24}
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`${f.removeSlot}: ${slot}`}
            title={f.removeSlot}
            onClick={() => set([...path, slot], undefined)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs" wrap="nowrap">
        <TextInput
          size="xs"
          aria-label={f.slotName}
          placeholder={f.slotName}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && add()}
          style={{ flex: 1 }}
        />
        <Button variant="default" size="xs" onClick={add}>
          {f.addSlot}
        </Button>
      </Group>
    </FieldGroup>
  );
}
