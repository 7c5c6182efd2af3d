import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useMemo, useState } from 'react';
import { api } from '../api/client';
import type { Journey, Problem, Validation } from '../api/types';
import { setValue } from './edits';
import { type JourneyModel, type Path, pathAt, readJourney, startsWith, valueAt } from './model';
import * as undoing from './undo';

export type PlacedProblem = Problem & { at: Path };

/** Everything that the cards, the panel and the YAML tab share. */
export type Designer = {
  journey: Journey;
  model: JourneyModel;
  problems: PlacedProblem[];
  isChecking: boolean;
  change: (text: string, about?: string) => void;
  set: (path: Path, value: unknown) => void;
  read: (path: Path) => unknown;
  problemOf: (path: Path) => string | null;
  undo: (() => void) | null;
  redo: (() => void) | null;
  saving: { state: 'published' | 'draft' | 'changed' | 'saving' | 'failed'; at: string | null; error: Error | null };
};

export const DesignerContext = createContext<Designer | null>(null);

export function useDesignerContext(): Designer {
  const designer = use(DesignerContext);
  if (!designer) throw new Error('This part belongs inside the designer.');
  return designer;
}

export function useDesigner(journey: Journey): Designer {
  const [history, setHistory] = useState(() => undoing.start(journey.draft_yaml ?? journey.yaml));
  const text = history.now;
  const model = useMemo(() => readJourney(text), [text]);
  const { problems, isChecking } = useProblems(text, model);
  const saving = useDraft(journey, text);
  const change = (next: string, about?: string) => setHistory((before) => undoing.record(before, next, about ?? null));
  return {
    journey,
    model,
    problems,
    isChecking,
    change,
    set: (path, value) => change(setValue(model, path, value), path.join('/')),
    read: (path) => valueAt(model, path),
    problemOf: (path) => problems.find((problem) => startsWith(problem.at, path))?.message ?? null,
    undo: history.past.length > 0 ? () => setHistory(undoing.undo) : null,
    redo: history.future.length > 0 ? () => setHistory(undoing.redo) : null,
    saving,
  };
}

function useProblems(text: string, model: JourneyModel) {
  const [settled] = useDebouncedValue(text, 200);
  const validation = useQuery({
    queryKey: ['validate', settled],
    queryFn: ({ signal }) => api.post<Validation>('/validate', { yaml: settled }, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const found = validation.data?.problems;
  const problems = useMemo(
    () => (found ?? []).map((problem) => ({ ...problem, at: model.error ? [] : pathAt(model, problem.line, problem.column) })),
    [found, model],
  );
  return { problems, isChecking: validation.isFetching || settled !== text };
}

/** Saves the draft by itself, a second after the last change. */
function useDraft(journey: Journey, text: string): Designer['saving'] {
  const [stored, setStored] = useState(journey.draft_yaml ?? journey.yaml);
  const [settled] = useDebouncedValue(text, 1000);
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (yaml: string) =>
      api.put<{ saved_at: string }>(`/journeys/${encodeURIComponent(journey.key)}/draft`, { yaml, base_version: journey.version ?? null }),
    onSuccess: (_, yaml) => {
      setStored(yaml);
      void queries.invalidateQueries({ queryKey: ['journeys'] });
    },
  });
  const { mutate } = save;
  useEffect(() => {
    if (settled !== stored) mutate(settled);
  }, [settled, stored, mutate]);
  const isChanged = text !== stored;
  const state =
    save.isError && isChanged
      ? 'failed'
      : save.isPending
        ? 'saving'
        : isChanged
          ? 'changed'
          : text === journey.yaml
            ? 'published'
            : 'draft';
  return { state, at: save.data?.saved_at ?? null, error: save.error };
}
