import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiError, api } from '../../api/client';
import type { Template, TemplateConflict, TemplateReading } from '../../api/types';
import { record, redo, start, undo } from '../../journey/undo';
import { useBlockEdits } from './useBlockEdits';

const path = encodeURIComponent;

/** A mail that is being edited: its text with undo, what the server reads in it, and saving on top of what was seen. */
export function useTemplateEditor(template: Template) {
  const { name, language } = template;
  const queries = useQueryClient();
  const [history, setHistory] = useState(() => start(template.reading.source));
  const [saved, setSaved] = useState(template.reading);
  const source = history.now;
  const latest = useRef(source);
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

  const write = (text: string, about: string | null) => {
    latest.current = text;
    setHistory((before) => record(before, text, about));
  };

  const edits = useBlockEdits({
    latest,
    blocksOf: (text) => (queries.getQueryData<TemplateReading>(keyOf(text)) ?? reading).blocks,
    ask: (change, text) => api.post<TemplateReading>('/template-edits', { ...change, source: text, name, language: language || null }),
    // Changes about the same place are one step of undo.
    write: (next, about) => {
      queries.setQueryData(keyOf(next.source), next);
      write(next.source, about);
    },
  });

  const step = (move: typeof undo) =>
    setHistory((before) => {
      const after = move(before);
      latest.current = after.now;
      return after;
    });

  const save = useMutation({
    mutationFn: async (baseHash?: string) => {
      await edits.finish();
      const text = latest.current;
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
    write(conflict.theirs.source, null);
    save.reset();
  };

  const isChanged = source !== saved.source || edits.isHeld;
  const newest = template.reading;
  // The file has another text by now than when it was shown here last, and nothing was changed here.
  const isBehind = !isChanged && !save.isPending && newest.hash !== saved.hash;
  useEffect(() => {
    if (!isBehind) return;
    setSaved(newest);
    latest.current = newest.source;
    setHistory(start(newest.source));
  }, [isBehind, newest]);

  return {
    source,
    settled,
    reading,
    edits,
    write: (text: string, about: string | null) => {
      // The code editor also tells what it was given.
      if (text === latest.current) return;
      write(text, about);
    },
    save,
    conflict,
    takeTheirs,
    /** Whether the page says anything that is not saved: in the text, or in a field on its way there. */
    isChanged,
    isChecking: check.isFetching || source !== settled,
    canUndo: history.past.length > 0 || edits.isHeld,
    canRedo: history.future.length > 0 && !edits.isHeld,
    undo: () => edits.takeBack() || step(undo),
    redo: () => step(redo),
  };
}

export type TemplateEditor = ReturnType<typeof useTemplateEditor>;
