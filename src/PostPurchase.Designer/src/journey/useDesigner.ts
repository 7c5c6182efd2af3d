import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react';
import { api } from '../api/client';
import type { Journey, Problem, Validation } from '../api/types';
import { plainly } from '../parts/plainly';
import { setValue } from './edits';
import { type JourneyModel, type Path, readJourney, startsWith, valueAt } from './model';
import * as undoing from './undo';
import { type Saving, useDraft } from './useDraft';

export type PlacedProblem = Problem & { at: Path };

/** What the cards, the panel and the YAML tab share; the very same as long as nothing of it changes, since they are dear to draw. */
export type Designer = {
  journey: Journey;
  model: JourneyModel;
  problems: PlacedProblem[];
  change: (text: string, about?: string) => void;
  set: (path: Path, value: unknown) => void;
  read: (path: Path) => unknown;
  problemOf: (path: Path) => string | null;
};

/** How the work on the journey stands; what is around the cards shows it. */
export type Work = {
  isChecking: boolean;
  /** Whether the problems are those of the text as it is: not where the server could not be asked. */
  isChecked: boolean;
  undo: (() => void) | null;
  redo: (() => void) | null;
  saving: Saving;
  /** After a publication or a discarded draft: begins again with what the server has. */
  begin: () => void;
  /** Says that a dialog has the word: until it is closed the page does not begin again by itself. */
  hold: (is: boolean) => void;
};

export const DesignerContext = createContext<Designer | null>(null);
export const WorkContext = createContext<Work | null>(null);

export function useDesignerContext(): Designer {
  const designer = use(DesignerContext);
  if (!designer) throw new Error('This part belongs inside the designer.');
  return designer;
}

export function useWorkContext(): Work {
  const work = use(WorkContext);
  if (!work) throw new Error('This part belongs inside the designer.');
  return work;
}

export function useDesigner(journey: Journey, begin: () => void): { designer: Designer; work: Work } {
  const [history, setHistory] = useState(() => undoing.start(journey.draft?.yaml ?? journey.yaml ?? ''));
  const text = history.now;
  const model = useMemo(() => readJourney(text), [text]);
  const { problems, isChecking, isChecked } = useProblems(journey.key, text);
  const change = useCallback((next: string, about?: string) => setHistory((before) => undoing.record(before, next, about ?? null)), []);
  const saving = useDraft(journey, text, change);
  const [isHeld, hold] = useState(false);
  useFollowing(saving.isBehind && !isHeld, begin);
  const first = usePublished(journey.yaml ?? '');
  const designer = useMemo(
    () => ({
      journey,
      model,
      problems,
      change,
      set: (path: Path, value: unknown) => change(setValue(model, path, value, first()), path.join('/')),
      read: (path: Path) => valueAt(model, path),
      problemOf: (path: Path) => {
        const found = problems.find((problem) => startsWith(problem.at, path));
        return found ? plainly(found.message) : null;
      },
    }),
    [journey, model, problems, change, first],
  );
  const work = {
    isChecking,
    isChecked,
    undo: history.past.length > 0 ? () => setHistory(undoing.undo) : null,
    redo: history.future.length > 0 ? () => setHistory(undoing.redo) : null,
    saving,
    begin,
    hold,
  };
  return { designer, work };
}

/** The text in force, read when it is first asked for: opening the page needs it not. */
function usePublished(text: string): () => JourneyModel {
  return useMemo(() => {
    let model: JourneyModel | null = null;
    return () => {
      model ??= readJourney(text);
      return model;
    };
  }, [text]);
}

const none: PlacedProblem[] = [];

/** Shows what was published or switched meanwhile, where nothing was changed here. */
function useFollowing(isBehind: boolean, begin: () => void) {
  useEffect(() => {
    if (isBehind) begin();
  }, [isBehind, begin]);
}

function useProblems(journey: string, text: string) {
  const [settled] = useDebouncedValue(text, 150);
  const validation = useQuery({
    queryKey: ['validate', journey, settled],
    queryFn: ({ signal }) => api.post<Validation>('/validate', { yaml: settled, journey }, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
    // What could not be checked is checked once the server answers again.
    refetchInterval: ({ state }) => (state.status === 'error' ? 5_000 : false),
  });
  const found = validation.data?.problems;
  const problems = useMemo(() => (found?.length ? found.map((problem) => ({ ...problem, at: pathOf(problem.path) })) : none), [found]);
  const isChecking = validation.isFetching || settled !== text;
  return { problems, isChecking, isChecked: !isChecking && validation.isSuccess && !validation.isPlaceholderData };
}

/** `steps[2].email.subject` as the keys that lead there. */
export const pathOf = (path: string | null): Path =>
  (path ?? '')
    .split(/[.[\]]+/)
    .filter((key) => key !== '')
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
