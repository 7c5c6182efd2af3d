import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiError, api } from '../../api/client';
import type { Template, TemplateConflict, TemplateReading } from '../../api/types';
import { record, redo, start, undo } from '../../journey/undo';
import { type Draft, useBlockEdits } from './useBlockEdits';
import { useKept } from './useKept';

const path = encodeURIComponent;

/** A mail that is being edited: its text with undo, what the server reads in it, and saving on top of what was seen. */
export function useTemplateEditor(template: Template) {
  const { name, language } = template;
  const queries = useQueryClient();
  const [history, kept, setHistory] = useKept(() => beginAt(template.reading.source));
  const [saved, setSaved] = useState(template.reading);
  const source = history.now.text;
  const keyOfFile = ['template', name, language || null];
  const keyOf = (text: string) => ['template-reading', name, language, text];

  const [settled] = useDebouncedValue(source, 250);
  const check = useQuery({
    queryKey: keyOf(settled),
    queryFn: ({ signal }) => api.post<TemplateReading>('/template-checks', { source: settled, name, language: language || null }, signal),
    initialData: () => (settled === saved.source ? saved : undefined),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const known = queries.getQueryData<TemplateReading>(keyOf(source)) ?? (source === saved.source ? saved : undefined);
  const reading = known ?? check.data ?? saved;

  const write = (next: Draft, about: string | null = null) => {
    if (!isAlike(next, kept.current.now)) setHistory(record(kept.current, next, about));
  };

  const edits = useBlockEdits({
    draft: history.now,
    latest: () => kept.current.now,
    blocksOf: (text) => (queries.getQueryData<TemplateReading>(keyOf(text)) ?? reading).blocks,
    ask: (change, text) => api.post<TemplateReading>('/template-edits', { ...change, source: text, name, language: language || null }),
    write: (next, refusals) => {
      if (next) queries.setQueryData(keyOf(next.source), next);
      write({ text: next?.source ?? kept.current.now.text, refusals });
    },
    dropFuture: () => {
      if (kept.current.future.length > 0) setHistory({ ...kept.current, future: [] });
    },
  });

  const save = useMutation({
    mutationFn: async (baseHash?: string) => {
      await edits.finish();
      const { text } = kept.current.now;
      const query = language ? `?language=${path(language)}` : '';
      return api.put<Template>(`/templates/${path(name)}${query}`, { source: text }, baseHash ?? saved.hash);
    },
    onSuccess: async (fresh) => {
      // What was asked before must not come after this.
      await queries.cancelQueries({ queryKey: keyOfFile });
      setSaved(fresh.reading);
      queries.setQueryData(keyOfFile, fresh);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => ['templates', 'thumbnail'].includes(String(queryKey[0])) });
    },
  });
  const conflict = save.error instanceof ApiError && save.error.status === 412 ? (save.error.body as TemplateConflict) : null;

  const takeTheirs = () => {
    if (!conflict) return;
    edits.forget();
    setSaved(conflict.theirs);
    // Who comes back begins with this.
    queries.setQueryData<Template>(keyOfFile, (before) => before && { ...before, reading: conflict.theirs });
    write({ text: conflict.theirs.source, refusals: [] });
    save.reset();
  };

  const isChanged = source !== saved.source || edits.isHeld;
  const newest = template.reading;
  // The file has another text by now than when it was shown here last, and nothing was changed here.
  const isBehind = !isChanged && !save.isPending && newest.hash !== saved.hash;
  const begin = useRef((text: string) => setHistory(beginAt(text)));
  useEffect(() => {
    if (!isBehind) return;
    setSaved(newest);
    begin.current(newest.source);
  }, [isBehind, newest]);
  // What was undone before it was in the text comes after what was undone in it.
  const canStep = history.future.length > 0 && !edits.isWaiting;

  return {
    source,
    /** The text as it was in the file when it was shown here last. */
    seen: saved.source,
    settled,
    reading,
    edits,
    /** The code as somebody types it, which is one step of undo. */
    write: (text: string) => {
      // The code editor also tells what it was given.
      if (text === kept.current.now.text) return;
      edits.forget();
      write({ ...kept.current.now, text }, 'code');
    },
    save,
    conflict,
    takeTheirs,
    /** Whether the page says anything that is not saved: in the text, or in a field on its way there. */
    isChanged,
    isChecking: check.isFetching || source !== settled,
    canUndo: history.past.length > 0 || edits.isWaiting,
    canRedo: canStep || edits.canPutBack,
    undo: () => {
      if (!edits.takeBack()) setHistory(undo(kept.current));
    },
    redo: () => {
      if (canStep) setHistory(redo(kept.current));
      else if (edits.canPutBack) edits.putBack();
    },
  };
}

const beginAt = (text: string) => start<Draft>({ text, refusals: [] });

const isAlike = (one: Draft, other: Draft) => one.text === other.text && JSON.stringify(one.refusals) === JSON.stringify(other.refusals);

export type TemplateEditor = ReturnType<typeof useTemplateEditor>;
