import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ApiError, api } from '../api/client';
import type { Brand, BrandCheck, BrandConflict, BrandValues } from '../api/types';
import { useLeaveGuard } from '../parts/LeaveGuard';

const pause = 250;
const query = (store: string) => `?store=${encodeURIComponent(store)}`;

export const useBrand = (store: string) =>
  useQuery({ queryKey: ['brand', store], queryFn: () => api.get<Brand>('/brand', { store }), refetchOnWindowFocus: false });

/** The fields that hold one text. */
export type TextPath = Exclude<keyof BrandValues, 'socials'>;

/** A look that is being chosen: what is typed, what the server says of it, and saving on top of what was seen. Leaving asks about what else is unsaved beside it, too. */
export function useBrandDraft(answer: Brand, onSaved?: (brand: Brand) => void, isMoreChanged = false) {
  const { store } = answer;
  const queries = useQueryClient();
  const [saved, setSaved] = useState(answer);
  const [own, setOwn] = useState(answer.own);
  const [settled] = useDebouncedValue(own, pause);
  const check = useQuery({
    queryKey: ['brand-check', store, settled],
    queryFn: ({ signal }) => api.post<BrandCheck>(`/brand-checks${query(store)}`, settled, signal),
    initialData: () => (settled === saved.own ? saved.check : undefined),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  // A field that is half typed keeps the last value that could be one in the preview; the others go on.
  const shown = useRef(answer.own);
  if (check.data) shown.current = usable(settled, shown.current, check.data.problems);

  const take = (fresh: Brand) => {
    setSaved(fresh);
    setOwn(fresh.own);
    queries.setQueryData(['brand', store], fresh);
  };
  const save = useMutation({
    mutationFn: (revision?: number) => api.put<Brand>(`/brand${query(store)}`, own, revision ?? saved.revision),
    onSuccess: (fresh) => {
      take(fresh);
      for (const key of ['preview', 'thumbnail', 'overview']) void queries.invalidateQueries({ queryKey: [key] });
      guard.letGo();
      onSaved?.(fresh);
    },
  });
  const refusal = save.error instanceof ApiError ? save.error : null;
  const isChanged = JSON.stringify(own) !== JSON.stringify(saved.own);
  const guard = useLeaveGuard(isChanged || isMoreChanged, 'step');
  const problems = check.data?.problems ?? [];
  return {
    own,
    saved,
    save,
    problems,
    hints: check.data?.hints ?? [],
    contrast: check.data?.contrast ?? null,
    isChanged,
    guard,
    isChecking: own !== settled || check.isFetching,
    look: shown.current,
    conflict: refusal?.status === 412 ? (refusal.body as BrandConflict) : null,
    set: (path: TextPath, value: string) => setOwn((before) => ({ ...before, [path]: value === '' ? null : value })),
    setSocials: (socials: BrandValues['socials']) => setOwn((before) => ({ ...before, socials })),
    errorOf: (path: string) => sentence(problems.find((problem) => problem.path === path)?.message),
    takeTheirs: (theirs: Brand) => {
      take(theirs);
      save.reset();
    },
  };
}

/** A message of the server as a sentence of its own. */
export const sentence = (text: string | undefined) => text && `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** The look with the value of before in each field that has a problem. */
export function usable(look: BrandValues, before: BrandValues, problems: BrandCheck['problems']): BrandValues {
  const wrong = problems.map((problem) => problem.path.split(/[[.]/)[0] as keyof BrandValues);
  const kept = Object.fromEntries(wrong.map((name) => [name, before[name] ?? null]));
  const next: BrandValues = { ...look, ...kept };
  return JSON.stringify(next) === JSON.stringify(before) ? before : next;
}

export type BrandDraft = ReturnType<typeof useBrandDraft>;
