import './plus.css';
import { Menu } from '@mantine/core';
import { IconClipboard, IconPlus } from '@tabler/icons-react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { createContext, memo, type Ref, type RefObject, use, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
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
            <Plus place={place} above={y - sourceY} length={targetY - sourceY} />
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

type PlusProps = {
  place: Place;
  /** How much of the line is above the button, and how long it is in all: while something is dragged, all of it takes it. */
  above: number;
  length: number;
};

const Plus = memo(function Plus({ place, above, length }: PlusProps) {
  const actions = use(PlaceActionsContext);
  const [isOver, setIsOver] = useState(false);
  const [menu, setMenu] = useState<'open' | 'closed' | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  if (!actions) throw new Error('This part belongs inside the canvas.');
  const { dragged } = actions;
  const canDrop = dragged !== null && (typeof dragged === 'string' || !startsWith(place.list, dragged.path));
  const isOpen = menu === 'open';
  return (
    <>
      <button
        ref={button}
        type="button"
        id={`${id}-target`}
        className="plus-button"
        aria-label={canDrop ? d.drop : d.add}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-dropdown` : undefined}
        data-drop={canDrop || undefined}
        data-over={isOver || undefined}
        onClick={() => setMenu(isOpen ? 'closed' : 'open')}
        onDragOver={(event) => {
          if (!canDrop) return;
          event.preventDefault();
          setIsOver(true);
        }}
        // Between the button and its line it is still here.
        onDragLeave={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget as Node | null) && setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          actions.drop(place);
        }}
      >
        <span className="plus-line" style={{ top: `calc(50% - ${above}px)`, height: length }} />
        <IconPlus size={13} stroke={2.4} aria-hidden />
      </button>
      {menu && <AddMenu id={id} button={button} place={place} isOpen={isOpen} change={(is) => setMenu(is ? 'open' : 'closed')} />}
    </>
  );
});

type AddMenuProps = {
  id: string;
  button: RefObject<HTMLButtonElement | null>;
  place: Place;
  isOpen: boolean;
  change: (is: boolean) => void;
};

/** What can be added here. A journey has many of these buttons, and few are pressed: each gets its menu when it first is. */
function AddMenu({ id, button, place, isOpen, change }: AddMenuProps) {
  const actions = use(PlaceActionsContext);
  // It must see itself open, to know where the keyboard was and to give it back.
  const [isThere, setThere] = useState(false);
  useEffect(() => setThere(true), []);
  return (
    <Menu id={id} opened={isOpen && isThere} onChange={change} shadow="md" width={290} position="bottom" withinPortal>
      <Menu.Target>
        <HangsOn button={button} />
      </Menu.Target>
      <Menu.Dropdown>
        {actions?.copied && (
          <Menu.Item leftSection={<IconClipboard size={16} aria-hidden />} onClick={() => actions.paste(place)}>
            {d.paste(String(actions.copied.id))}
          </Menu.Item>
        )}
        {stepKinds.map((kind) => {
          const Icon = kindIcons[kind];
          return (
            <Menu.Item key={kind} leftSection={<Icon size={16} aria-hidden />} onClick={() => actions?.add(kind, place)}>
              {d.kinds[kind]}
              <span className="menu-hint">{d.hints[kind]}</span>
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Gives the menu a button that was there before it; draws nothing. */
function HangsOn({ button, ref }: { button: RefObject<HTMLButtonElement | null>; ref?: Ref<HTMLButtonElement> }) {
  useImperativeHandle(ref, () => button.current as HTMLButtonElement, [button]);
  return null;
}
