import { ActionIcon, Group, Menu, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconEye, IconEyeOff, IconGripVertical, IconTrash } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import type { Block, BlockEdit } from '../../api/types';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';
import { BlockCondition } from './BlockCondition';
import { BlockField } from './BlockField';
import { blockName, isTied, neighbour, summaryOf } from './moves';
import { aboutCondition, aboutField, type Held } from './useBlockEdits';

const s = t.templateEditor;

type Props = {
  block: Block;
  blocks: Block[];
  isLocked: boolean;
  held: (about: string) => Held;
  onEdit: (edit: BlockEdit) => void;
  onCode: () => void;
  onMove: (direction: -1 | 1) => void;
  onDrag: (isBegin: boolean) => void;
};

/** One block: what it is, what it says, when it is shown. */
export function BlockCard({ block, blocks, isLocked, held, onEdit, onCode, onMove, onDrag }: Props) {
  const { index } = block;
  const name = blockName(block.partial);
  const keys = (event: KeyboardEvent) => {
    if (!event.altKey || isLocked || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <details
      className="block"
      open={block.fields.length > 0 && !block.is_hidden}
      data-hidden={block.is_hidden ? '' : undefined}
      onKeyDown={keys}
    >
      <summary>
        {!isLocked && (
          // biome-ignore lint/a11y/noStaticElementInteractions: for the mouse only; the buttons and keys do the same
          <span
            className="block-grip"
            draggable
            title={s.drag}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', name);
              onDrag(true);
            }}
            onDragEnd={() => onDrag(false)}
          >
            <IconGripVertical size={16} aria-hidden />
          </span>
        )}
        <span className="block-title">
          <b title={block.label}>{name}</b>
          <Text span size="xs" c="dimmed" truncate>
            {isTied(blocks, index) ? s.together : summaryOf(block) || (block.label === name ? '' : block.label)}
          </Text>
        </span>
        {block.is_hidden && <Tag tone="quiet">{s.hidden}</Tag>}
        {block.condition && !block.is_hidden && <Tag tone="info">{s.only}</Tag>}
      </summary>
      {!isLocked && (
        <Group gap={2} className="block-tools">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${s.up}: ${name}`}
            disabled={neighbour(blocks, index, -1) === null}
            onClick={() => onMove(-1)}
          >
            <IconArrowUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${s.down}: ${name}`}
            disabled={neighbour(blocks, index, 1) === null}
            onClick={() => onMove(1)}
          >
            <IconArrowDown size={16} aria-hidden />
          </ActionIcon>
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`${s.more}: ${name}`}>
                <IconDots size={16} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={block.is_hidden ? <IconEye size={16} aria-hidden /> : <IconEyeOff size={16} aria-hidden />}
                onClick={() => onEdit({ kind: block.is_hidden ? 'show' : 'hide', index })}
              >
                {block.is_hidden ? s.show : s.hide}
              </Menu.Item>
              <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => onEdit({ kind: 'remove', index })}>
                {s.remove}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      )}
      <div className="block-fields">
        {block.fields.length === 0 && (
          <Text size="sm" c="dimmed">
            {s.noFields}
          </Text>
        )}
        {block.fields.map((field) => (
          <BlockField
            key={field.name}
            field={field}
            index={index}
            isLocked={isLocked}
            held={held(aboutField(index, field.name))}
            onEdit={onEdit}
            onCode={onCode}
          />
        ))}
        <BlockCondition block={block} isLocked={isLocked} held={held(aboutCondition(index))} onEdit={onEdit} />
      </div>
    </details>
  );
}
