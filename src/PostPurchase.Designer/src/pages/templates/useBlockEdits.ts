import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { ApiError } from '../../api/client';
import type { Block, BlockEdit, TemplateReading } from '../../api/types';
import { type Failure, useRest } from '../../journey/useRest';
import { messageOf } from '../../parts/messages';
import { t } from '../../strings';
import { neighbour, placeAfter } from './moves';
import type { Typing } from './useTyped';

const s = t.templateEditor;

/** A change that is not in the text yet. A block that goes up or down goes past the one that is there when its turn comes. */
type Waiting = { change: BlockEdit; direction?: -1 | 1 };

/** A change that the server does not take, with its reason; it is in no text. */
type Refusal = { change: BlockEdit; message: string };

/** What a field says that is not in the text: itself where it is one, and why it is not in it. */
export type Held = { said: string | undefined; why: string | undefined };

/** What the changes of one field are about, for undo and for what is refused. */
export const aboutField = (index: number, name: string) => `${index} ${name}`;
export const aboutCondition = (index: number) => `condition ${index}`;

/** Null where it is about the column. */
const aboutOf = ({ kind, index, field }: BlockEdit) =>
  field ? aboutField(index, field) : kind === 'condition' ? aboutCondition(index) : null;

type Text = {
  latest: RefObject<string>;
  blocksOf: (source: string) => Block[];
  ask: (change: BlockEdit, source: string) => Promise<TemplateReading>;
  write: (next: TemplateReading, about: string | null) => void;
};

/**
 * Changes of blocks on their way into the text. The server computes them one after the other, each on the text that the one before gave; where it does not answer
 * they wait and are tried again. What is refused stays told at its field, wherever its block goes, until something else is typed there.
 */
export function useBlockEdits({ latest, blocksOf, ask, write }: Text) {
  const [queue, waiting, setQueue] = useKept<Waiting[]>([]);
  const [refusals, refused, setRefusals] = useKept<Refusal[]>([]);
  // Why a change of the column was refused; nobody typed it, so that nothing is lost with it.
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, failed, setFailure] = useKept<Failure | null>(null);
  const isResting = useRest(failure);
  const running = useRef<Promise<void>>(undefined);
  const asked = useRef<Waiting>(undefined);

  /** The first one that waits, or whether there is more to do at once. */
  const workOne = async (first: Waiting): Promise<boolean> => {
    const source = latest.current;
    const blocks = blocksOf(source);
    const change = effectOf(first, blocks);
    const about = aboutOf(first.change);
    asked.current = first;
    try {
      const next = change && (await ask(change, source));
      // Taken back meanwhile, or somebody wrote in the text: that is not undone.
      if (waiting.current[0] !== first || latest.current !== source) return true;
      const follow = <T extends Waiting | Refusal>(all: T[]) => (change ? all.flatMap((one) => followed(one, blocks, change)) : all);
      setQueue(follow(waiting.current.slice(1)));
      setRefusals(follow(refused.current.filter((one) => aboutOf(one.change) !== about)));
      if (next) write(next, about);
      setProblem(null);
    } catch (error) {
      if (waiting.current[0] !== first) return true;
      if (!isRefusal(error)) {
        setFailure({ count: (failed.current?.count ?? 0) + 1, error: error as Error });
        return false;
      }
      setQueue(waiting.current.slice(1));
      if (about === null) setProblem(messageOf(error));
      else
        setRefusals([
          ...refused.current.filter((one) => aboutOf(one.change) !== about),
          { change: first.change, message: messageOf(error) },
        ]);
    } finally {
      asked.current = undefined;
    }
    setFailure(null);
    return true;
  };
  const work = async () => {
    for (let first = waiting.current[0]; first && (await workOne(first)); first = waiting.current[0]);
  };
  const run = () => {
    running.current ??= work().finally(() => {
      running.current = undefined;
      // What came while this was ending.
      if (waiting.current.length > 0 && !failed.current) void run();
    });
    return running.current;
  };
  const again = useRef(run);
  again.current = run;
  useEffect(() => {
    if (failure && !isResting) void again.current();
  }, [failure, isResting]);

  const { typing, isTyping, tellAll } = useTyping();
  const add = (one: Waiting) => {
    const about = aboutOf(one.change);
    // What is typed before goes where it was typed, also where the column is another after this.
    if (about === null) tellAll();
    const all = waiting.current;
    const last = all.at(-1);
    const isSame = about !== null && last !== undefined && last !== asked.current && aboutOf(last.change) === about;
    setQueue([...(isSame ? all.slice(0, -1) : all), one]);
    void run();
  };

  return {
    problem,
    /** Why nothing gets into the text now; it is tried again. */
    failure: failure && messageOf(failure.error),
    refusedCount: refusals.length,
    typing,
    isHeld: isTyping || queue.length > 0 || refusals.length > 0,
    held: (about: string): Held => {
      const next = queue.findLast(({ change }) => aboutOf(change) === about);
      const refusal = refusals.find(({ change }) => aboutOf(change) === about);
      const change = next?.change ?? refusal?.change;
      return {
        said: change && change.kind !== 'clear' ? (change.value ?? '') : undefined,
        why: next && failure ? s.waiting(messageOf(failure.error)) : refusal?.message,
      };
    },
    edit: (change: BlockEdit) => add({ change }),
    move: (index: number, direction: -1 | 1) => add({ change: { kind: 'move', index }, direction }),
    /** Gets all into the text. Throws where something does not get there. */
    finish: async () => {
      tellAll();
      while (waiting.current.length > 0) {
        await run();
        if (failed.current) throw failed.current.error;
      }
      if (refused.current.length > 0) throw new Error(s.refused(refused.current.length));
    },
    /** Takes back the last of what is not in the text; whether there was any. */
    takeBack: () => {
      tellAll();
      if (waiting.current.length > 0) setQueue(waiting.current.slice(0, -1));
      else if (refused.current.length > 0) setRefusals(refused.current.slice(0, -1));
      else return false;
      if (waiting.current.length === 0) setFailure(null);
      return true;
    },
    forget: () => {
      setQueue([]);
      setRefusals([]);
      setFailure(null);
    },
  };
}

/** The fields where somebody types what they have not told yet. */
function useTyping() {
  const [isTyping, setTyping] = useState(false);
  const fields = useRef(new Set<() => void>());
  const typing = useMemo<Typing>(
    () => ({
      begin: (tell) => {
        fields.current.add(tell);
        setTyping(true);
      },
      end: (tell) => {
        fields.current.delete(tell);
        setTyping(fields.current.size > 0);
      },
    }),
    [],
  );
  const tellAll = () => {
    for (const tell of [...fields.current]) tell();
  };
  return { typing, isTyping, tellAll };
}

/** A state that answers which come later can look at as it is then. */
function useKept<T>(first: T): [T, RefObject<T>, (next: T) => void] {
  const [value, setValue] = useState(first);
  const now = useRef(first);
  const set = (next: T) => {
    now.current = next;
    setValue(next);
  };
  return [value, now, set];
}

// Who is not signed in any more, or has asked too often, need not be refused the next time.
const passing = [401, 408, 429];

/** The server has looked at it and said no: asked again it says the same. */
const isRefusal = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.status >= 400 && error.status < 500 && !passing.includes(error.status);

/** What to ask for; null where there is nothing to do: at the end of the column, or for a block that is always shown already. */
function effectOf({ change, direction }: Waiting, blocks: Block[]): BlockEdit | null {
  if (change.kind === 'condition') return change.value || blocks[change.index]?.condition ? change : null;
  if (!direction) return change;
  const to = neighbour(blocks, change.index, direction);
  return to === null ? null : { ...change, to };
}

/** The same about its block where that has gone; none where the block is gone. */
function followed<T extends Waiting | Refusal>(one: T, blocks: Block[], made: BlockEdit): T[] {
  const index = placeAfter(blocks, made, one.change.index);
  const to = one.change.to == null ? undefined : placeAfter(blocks, made, one.change.to);
  return index === null || to === null ? [] : [{ ...one, change: { ...one.change, index, ...(to === undefined ? {} : { to }) } }];
}
