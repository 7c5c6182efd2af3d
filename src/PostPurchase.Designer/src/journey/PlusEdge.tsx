import './plus.css';
import { Menu } from '@mantine/core';
import { IconClipboard, IconPlus } from '@tabler/icons-react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { createContext, memo, use, useState } from 'react';
import { t } from '../strings';
import { kindIcons } from './Cards';
import type { Place } from './edits';
import { startsWith, stepKinds } from './model';
import type { Actions } from './useActions';

const d = t.designer;

export type PlaceActions = Pick<Actions, 'dragged' | 'copied' | 'add' | 'paste' | 'drop'>;

export const PlaceActionsContext = createContext<PlaceActions | null>(null);

/** A line with a button that adds a step there, and takes one that is dropped on it. */
export function PlusEdge({ id, sourceX, sourceY, targetX, targetY, data }: EdgeProps) {
  const place = (data?.place ?? null) as Place | null;
  const isJoining = place !== null && Math.abs(sourceX - targetX) > 1;
  const path = lineThrough(sourceX, sourceY, targetX, targetY, isJoining ? targetY - 14 : sourceY + 14);
  // On a line that joins others the button stays with its own path.
  const y = isJoining ? sourceY + 18 : (sourceY + targetY) / 2;
  return (
    <>
      <BaseEdge id={id} path={path} />
      {place && (
        <EdgeLabelRenderer>
          <div className="plus nodrag nopan" style={{ transform: `translate(-50%, -50%) translate(${sourceX}px, ${y}px)` }}>
            <Plus place={place} />
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

/** Down, across at `turn`, and down again, with round corners. */
function lineThrough(fromX: number, fromY: number, toX: number, toY: number, turn: number): string {
  const across = toX - fromX;
  if (Math.abs(across) < 1) return `M ${fromX} ${fromY} V ${toY}`;
  const r = Math.min(10, Math.abs(across) / 2, turn - fromY, toY - turn);
  const side = Math.sign(across) * r;
  return `M ${fromX} ${fromY} V ${turn - r} Q ${fromX} ${turn} ${fromX + side} ${turn} H ${toX - side} Q ${toX} ${turn} ${toX} ${turn + r} V ${toY}`;
}

const Plus = memo(function Plus({ place }: { place: Place }) {
  const actions = use(PlaceActionsContext);
  const [isOver, setIsOver] = useState(false);
  if (!actions) throw new Error('This part belongs inside the canvas.');
  const { dragged } = actions;
  const canDrop = dragged !== null && (typeof dragged === 'string' || !startsWith(place.list, dragged.path));
  return (
    <Menu shadow="md" width={290} position="bottom" withinPortal>
      <Menu.Target>
        <button
          type="button"
          className="plus-button"
          aria-label={canDrop ? d.drop : d.add}
          data-drop={canDrop || undefined}
          data-over={isOver || undefined}
          onDragOver={(event) => {
            if (!canDrop) return;
            event.preventDefault();
            setIsOver(true);
          }}
          onDragLeave={() => setIsOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setIsOver(false);
            actions.drop(place);
          }}
        >
          <IconPlus size={13} stroke={2.4} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.copied && (
          <Menu.Item leftSection={<IconClipboard size={16} aria-hidden />} onClick={() => actions.paste(place)}>
            {d.paste(String(actions.copied.id))}
          </Menu.Item>
        )}
        {stepKinds.map((kind) => {
          const Icon = kindIcons[kind];
          return (
            <Menu.Item key={kind} leftSection={<Icon size={16} aria-hidden />} onClick={() => actions.add(kind, place)}>
              {d.kinds[kind]}
              <span className="menu-hint">{d.hints[kind]}</span>
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
});
