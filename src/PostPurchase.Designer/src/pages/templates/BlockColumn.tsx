import { ActionIcon, Alert, Button, Menu, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTemplateVocabulary } from '../../api/queries';
import { t } from '../../strings';
import { BlockCard } from './BlockCard';
import { blocksToAdd } from './moves';
import type { TemplateEditor } from './useTemplateEditor';

const s = t.templateEditor;

/** The mail as a column of blocks. */
export function BlockColumn({ editor, isLocked, onCode }: { editor: TemplateEditor; isLocked: boolean; onCode: (line: number) => void }) {
  const { blocks, refused } = editor.reading;
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  if (refused)
    return (
      <Alert color="gray">
        <Text size="sm" mb="sm">
          {s.noList(refused.reason, refused.line)}
        </Text>
        <Button size="xs" variant="default" onClick={() => onCode(refused.line)}>
          {s.editCode}
        </Button>
      </Alert>
    );
  return (
    <Stack gap={0} className="block-column">
      {editor.edits.problem && (
        <Alert color="red" role="alert" mb="xs">
          {editor.edits.problem}
        </Alert>
      )}
      {blocks.map((block) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the buttons and keys do the same
        <div
          key={block.index}
          className="block-place"
          data-over={over === block.index && dragged !== null && dragged !== block.index ? '' : undefined}
          onDragOver={(event) => {
            if (dragged === null) return;
            event.preventDefault();
            setOver(block.index);
          }}
          onDrop={(event) => {
            event.preventDefault();
            if (dragged !== null && dragged !== block.index) editor.edits.edit({ kind: 'move', index: dragged, to: block.index });
            setDragged(null);
            setOver(null);
          }}
        >
          {!isLocked && <AddBlock small onAdd={(partial) => editor.edits.edit({ kind: 'add', index: block.index, partial })} />}
          <BlockCard
            block={block}
            blocks={blocks}
            isLocked={isLocked}
            held={editor.edits.held}
            onEdit={editor.edits.edit}
            onCode={() => onCode(block.line)}
            onMove={(direction) => editor.edits.move(block.index, direction)}
            onDrag={(isBegin) => {
              setDragged(isBegin ? block.index : null);
              setOver(null);
            }}
          />
        </div>
      ))}
      {!isLocked && <AddBlock onAdd={(partial) => editor.edits.edit({ kind: 'add', index: blocks.length, partial })} />}
    </Stack>
  );
}

function AddBlock({ onAdd, small }: { onAdd: (partial: string) => void; small?: boolean }) {
  const blocks = blocksToAdd(useTemplateVocabulary().data?.partials ?? []);
  return (
    <Menu position="bottom" width={320} withinPortal>
      {small ? (
        <div className="block-plus">
          <Menu.Target>
            <ActionIcon size="sm" radius="xl" variant="default" aria-label={s.addHere} title={s.addHere}>
              <IconPlus size={14} aria-hidden />
            </ActionIcon>
          </Menu.Target>
        </div>
      ) : (
        <Menu.Target>
          <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} mt="sm">
            {s.add}
          </Button>
        </Menu.Target>
      )}
      <Menu.Dropdown mah={380} style={{ overflowY: 'auto' }}>
        <Menu.Label>{s.palette}</Menu.Label>
        {blocks.map(({ name, title, what }) => (
          <Menu.Item key={name} onClick={() => onAdd(name)}>
            <Text size="sm" fw={500}>
              {title}
            </Text>
            <Text size="xs" c="dimmed">
              {what}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
