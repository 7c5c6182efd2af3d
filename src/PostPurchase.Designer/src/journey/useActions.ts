import { createContext, use, useState } from 'react';
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
  const step = findStep(model, chosen);
  const add = (made: Values, place: Place) => {
    change(insertStep(model, place, made));
    choose(String(made.id));
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
      choose(ids[ids.indexOf(step.id) - 1] ?? null);
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
  };
}
