import { createContext, type RefObject, use, useRef, useState } from 'react';
import type { Behind } from './BehindDrawer';
import { clipboard } from './clipboard';
import { copyOf, insertStep, moveStep, newStep, nudgeStep, type Place, removeStep } from './edits';
import { allSteps, findStep, type Step, type StepKind, type Values } from './model';
import type { Designer } from './useDesigner';

/** What a person can do to the steps: with the mouse, the keyboard and the panel alike. */
export type Actions = {
  chosen: string | null;
  choose: (id: string | null) => void;
  walk: (by: -1 | 1) => void;
  nudge: (by: -1 | 1) => void;
  add: (kind: StepKind, place: Place) => void;
  remove: () => void;
  copy: () => void;
  duplicate: () => void;
  copied: Values | null;
  paste: (place: Place) => void;
  pasteAfter: () => void;
  /** Adds behind the chosen step, else at the end. */
  addNext: (kind: StepKind) => void;
  /** A step of the journey, or a kind from the palette. */
  dragged: Step | StepKind | null;
  drag: (what: Step | StepKind | null) => void;
  drop: (place: Place) => void;
  lookBehind: (behind: Behind) => void;
  /** The step whose card takes the keyboard as soon as it is there: what had it went away. */
  follower: RefObject<string | null>;
};

export const ActionsContext = createContext<Actions | null>(null);

export function useActionsContext(): Actions {
  const actions = use(ActionsContext);
  if (!actions) throw new Error('This part belongs inside the canvas.');
  return actions;
}

export function useActions(
  { model, change }: Designer,
  chosen: string | null,
  choose: (id: string | null) => void,
  lookBehind: (behind: Behind) => void,
): Actions {
  const [copied, setCopied] = useState<Values | null>(clipboard.read);
  const [dragged, drag] = useState<Step | StepKind | null>(null);
  const follower = useRef<string | null>(null);
  const step = findStep(model, chosen);
  // A menu goes with the line it hung on, a card with its step, and the focus with both.
  const chooseNext = (id: string | null) => {
    follower.current = document.activeElement?.closest('.canvas, [role="menu"]') ? id : null;
    choose(id);
  };
  const add = (made: Values, place: Place) => {
    change(insertStep(model, place, made));
    chooseNext(String(made.id));
  };
  const paste = (place: Place) => copied && add(copyOf(model, copied), place);
  const next = (): Place =>
    step ? { list: step.path.slice(0, -1), index: Number(step.path.at(-1)) + 1 } : { list: ['steps'], index: model.steps.length };
  return {
    chosen,
    choose,
    walk: (by) => {
      const ids = allSteps(model.steps).map(({ id }) => id);
      const at = step ? ids.indexOf(step.id) + by : 0;
      choose(ids[Math.min(Math.max(at, 0), ids.length - 1)] ?? null);
    },
    nudge: (by) => step && change(nudgeStep(model, step, by)),
    add: (kind, place) => add(newStep(model, kind), place),
    remove: () => {
      if (!step) return;
      const ids = allSteps(model.steps).map(({ id }) => id);
      change(removeStep(model, step));
      // The keyboard goes on with the step before.
      chooseNext(ids[ids.indexOf(step.id) - 1] ?? null);
    },
    copy: () => {
      if (!step) return;
      clipboard.write(step.value);
      setCopied(step.value);
    },
    duplicate: () => step && add(copyOf(model, step.value), next()),
    copied,
    paste,
    pasteAfter: () => paste(next()),
    addNext: (kind) => add(newStep(model, kind), next()),
    dragged,
    drag,
    drop: (place) => {
      if (typeof dragged === 'string') add(newStep(model, dragged), place);
      else if (dragged) change(moveStep(model, dragged, place));
      drag(null);
    },
    lookBehind,
    follower,
  };
}
