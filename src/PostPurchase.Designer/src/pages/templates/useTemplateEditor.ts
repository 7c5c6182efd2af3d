import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ApiError, api } from '../../api/client';
import type { BlockEdit, Template, TemplateConflict, TemplateReading } from '../../api/types';
import { record, redo, start, undo } from '../../journey/undo';
import { messageOf } from '../../parts/messages';

const path = encodeURIComponent;

/** A mail that is being edited: its text with undo, what the server reads in it, and saving on top of what was seen. */
export function useTemplateEditor(template: Template) {
  const { name, language } = template;
  const queries = useQueryClient();
  const [history, setHistory] = useState(() => start(template.reading.source));
  const [saved, setSaved] = useState(template.reading);
  // By what the change was about; what is refused is in no text, so that it stays told until something else is typed there.
  const [refusals, setRefusals] = useState<Record<string, string>>({});
  const source = history.now;
  // Edits are computed by the server one after the other, each on the text that the one before gave.
  const latest = useRef(source);
  const queue = useRef(Promise.resolve());
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

  /** One change of a block; changes about the same place are one step of undo. */
  const edit = (change: BlockEdit, about: string | null = null) => {
    queue.current = queue.current.then(async () => {
      try {
        const next = await api.post<TemplateReading>('/template-edits', {
          ...change,
          source: latest.current,
          name,
          language: language || null,
        });
        queries.setQueryData(keyOf(next.source), next);
        write(next.source, about);
        // A block that was moved or removed takes the places of others with it.
        setRefusals((before) => (about === null ? {} : without(before, about)));
      } catch (problem) {
        setRefusals((before) => ({ ...before, [about ?? '']: messageOf(problem as Error) }));
      }
    });
  };

  const step = (move: typeof undo) => {
    setRefusals({});
    setHistory((before) => {
      const after = move(before);
      latest.current = after.now;
      return after;
    });
  };

  const save = useMutation({
    mutationFn: async (baseHash?: string) => {
      await queue.current;
      const text = latest.current;
      const query = language ? `?language=${path(language)}` : '';
      return api.put<Template>(`/templates/${path(name)}${query}`, { source: text }, baseHash ?? saved.hash);
    },
    onSuccess: (fresh) => {
      setSaved(fresh.reading);
      queries.setQueryData(['template', name, language || null], fresh);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => ['templates', 'thumbnail'].includes(String(queryKey[0])) });
    },
  });
  const conflict = save.error instanceof ApiError && save.error.status === 412 ? (save.error.body as TemplateConflict) : null;

  const takeTheirs = () => {
    if (!conflict) return;
    setSaved(conflict.theirs);
    write(conflict.theirs.source, null);
    save.reset();
  };

  return {
    source,
    settled,
    reading,
    refusals,
    edit,
    write: (text: string, about: string | null) => {
      setRefusals({});
      write(text, about);
    },
    save,
    conflict,
    takeTheirs,
    isChanged: source !== saved.source,
    isChecking: check.isFetching || source !== settled,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo: () => step(undo),
    redo: () => step(redo),
  };
}

const without = (all: Record<string, string>, name: string) => Object.fromEntries(Object.entries(all).filter(([key]) => key !== name));

export type TemplateEditor = ReturnType<typeof useTemplateEditor>;
