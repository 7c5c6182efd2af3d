import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useMay } from '../access/session';
import { ApiError, api } from '../api/client';
import type { Draft, DraftConflict, Journey } from '../api/types';
import { type Failure, useRest } from './useRest';

export type Saving = {
  /** `tried` for who may look only: what they change is for their own simulations and stays in the page. */
  state: 'tried' | 'published' | 'draft' | 'changed' | 'saving' | 'failed' | 'conflict';
  at: string | null;
  by: string | null;
  /** Why it could not be saved, until it is: meanwhile it is tried again and again. */
  error: Error | null;
  /** What somebody else saved meanwhile; nothing is saved until one of the two is taken. */
  conflict: DraftConflict | null;
  keepMine: () => void;
  takeTheirs: () => void;
  /** Saves what is not saved yet; gives the revision that holds the text as it is. */
  flush: () => Promise<number>;
  discard: () => Promise<void>;
  /** Whether leaving now would lose something. */
  isUnsaved: boolean;
  /** Whether everything here is saved, and somebody has put another text in force or has taken the draft away: the page may go on with what is there now. */
  isBehind: boolean;
};

/** Saves the draft by itself, soon after the last change, on top of the revision that this page has seen. */
export function useDraft(journey: Journey, text: string, change: (text: string) => void): Saving {
  const path = `/journeys/${encodeURIComponent(journey.key)}/draft`;
  const [stored, setStored] = useState(journey.draft?.yaml ?? journey.yaml ?? '');
  const [last, setLast] = useState<Pick<Draft, 'edited_at' | 'edited_by'> | null>(journey.draft);
  const [conflict, setConflict] = useState<DraftConflict | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isResting = useRest(failure);
  const [isDropped, setDropped] = useState(false);
  // The text that this page goes on from: a draft, or at revision 0 what is in force.
  const base = useRef({ revision: journey.draft?.revision ?? 0, hash: journey.draft?.hash ?? journey.hash, yaml: stored });
  const inForce = useRef(journey.yaml);
  const hadDraft = useHadDraft(journey);
  const [settled] = useDebouncedValue(text, 800);
  const mayWrite = useMay('write');
  const queries = useQueryClient();
  const save = useMutation({
    // One after the other: each save names the revision of the one before.
    scope: { id: `draft ${journey.key}` },
    // Without a connection it fails and says so; waiting silently would look like saving.
    networkMode: 'always',
    mutationFn: async (yaml: string) => {
      const put = () => api.put<Draft>(path, { yaml, base_hash: base.current.hash, base_yaml: base.current.yaml }, base.current.revision);
      const draft = await put().catch((error: unknown) => {
        const theirs = conflictIn(error);
        if (!theirs || theirs.edited_by !== null || theirs.hash !== base.current.hash) throw error;
        // Somebody put in force just what was saved here: what was typed since goes on from that.
        base.current = { ...base.current, revision: 0 };
        return put();
      });
      base.current = { revision: draft.revision, hash: draft.hash, yaml };
      setStored(yaml);
      setLast(draft);
      // Who leaves and comes back begins with this, not with what was there before or is on its way from before.
      await queries.cancelQueries({ queryKey: ['journey', journey.key] });
      queries.setQueryData<Journey>(
        ['journey', journey.key],
        (before) => before && { ...before, draft: { ...draft, yaml }, draft_yaml: yaml },
      );
      return draft.revision;
    },
    onError: (error) => {
      const theirs = conflictIn(error);
      if (theirs) setConflict(theirs);
      setFailure((before) => (theirs ? null : { count: (before?.count ?? 0) + 1, error }));
    },
    onSuccess: () => {
      setFailure(null);
      return queries.invalidateQueries({ queryKey: ['journeys'] });
    },
  });
  const { mutate, isPending, variables } = save;
  useEffect(() => {
    if (mayWrite && settled === text && settled !== stored && !conflict && !isPending && !isResting && !isDropped) mutate(settled);
  }, [mayWrite, settled, text, stored, conflict, isPending, isResting, isDropped, mutate]);
  const isChanged = text !== stored;
  useSavedAtTheEnd(
    mayWrite && isChanged && !conflict && !failure && !isDropped && !(isPending && variables === text) ? text : null,
    mutate,
  );
  const state = !mayWrite
    ? 'tried'
    : conflict
      ? 'conflict'
      : failure && isChanged && !isDropped
        ? 'failed'
        : isPending
          ? 'saving'
          : isChanged
            ? 'changed'
            : text === journey.yaml
              ? 'published'
              : 'draft';
  // What somebody has chosen over goes on from theirs.
  const settle = () => {
    base.current = { revision: conflict?.revision ?? 0, hash: conflict?.hash ?? null, yaml: conflict?.yaml ?? '' };
    hadDraft.current = false;
    setConflict(null);
  };
  return {
    state,
    at: last?.edited_at ?? null,
    by: last?.edited_by ?? null,
    error: failure?.error ?? null,
    conflict,
    keepMine: () => {
      settle();
      mutate(text);
    },
    takeTheirs: () => {
      const theirs = conflict?.yaml ?? journey.yaml ?? '';
      settle();
      setStored(theirs);
      change(theirs);
    },
    flush: async () => (isChanged || base.current.revision === 0 ? save.mutateAsync(text) : base.current.revision),
    discard: async () => {
      // What is thrown away must not be saved once more.
      setDropped(true);
      try {
        if (base.current.revision !== 0) await api.delete(path, base.current.revision);
      } catch (error) {
        setDropped(false);
        throw error;
      }
    },
    isUnsaved: mayWrite && !isDropped && (isChanged || conflict !== null),
    isBehind:
      !isChanged &&
      !isPending &&
      !isDropped &&
      conflict === null &&
      journey.draft === null &&
      (base.current.revision === 0 ? journey.yaml !== inForce.current : hadDraft.current),
  };
}

/** What somebody else saved meanwhile, where that is why a text was refused. */
const conflictIn = (error: unknown) => (error instanceof ApiError && error.status === 412 ? (error.body as DraftConflict) : null);

/** Whether the server was seen with a draft: only then is one that it has not any more gone, and not just newer than the last answer. */
function useHadDraft({ draft }: Journey) {
  const had = useRef(draft !== null);
  useEffect(() => {
    if (draft) had.current = true;
  }, [draft]);
  return had;
}

/** Saves what was typed right before the page was left, and not saved yet. */
function useSavedAtTheEnd(unsaved: string | null, save: (yaml: string) => void) {
  const latest = useRef(unsaved);
  useLayoutEffect(() => {
    latest.current = unsaved;
  });
  useEffect(
    () => () => {
      if (latest.current !== null) save(latest.current);
    },
    [save],
  );
}
