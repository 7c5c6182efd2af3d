import { useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ApiError } from '../../api/client';
import type { Block, BlockEdit, TemplateReading } from '../../api/types';
import { type Failure, useRest } from '../../journey/useRest';
import { messageOf } from '../../parts/messages';
import { t } from '../../strings';
import { neighbour, placeAfter } from './moves';
import { useKept } from './useKept';
import type { Typing } from './useTyped';

const s = t.templateEditor;

/** A change that is not in the text yet. A block that goes up or down goes past the one that is there when its turn comes. */
type Waiting = { change: BlockEdit; direction?: -1 | 1 };

/** A change that the server does not take, with its reason; it is in no text. */
export type Refusal = { change: BlockEdit; message: string };

/** What one step of undo goes back to: the text, and what fields say that the server does not take into it. */
export type Draft = { text: string; refusals: Refusal[] };

/** What a field says that is not in the text: itself where it is one, and why it is not in it. */
export type Held = { said: string | undefined; why: string | undefined };

/** What the changes of one field are about, for what waits and for what is refused. */
export const aboutField = (index: number, name: string) => `${index} ${name}`;
export const aboutCondition = (index: number) => `condition ${index}`;

/** Of what is typed only the last counts; what is chosen or pressed is a step of its own. */
const isTyped = ({ kind }: BlockEdit) => kind === 'mixed';

/** Null where it is about the column. */
const aboutOf = ({ kind, index, field }: BlockEdit) =>
  field ? aboutField(index, field) : kind === 'condition' ? aboutCondition(index) : null;

type Text = {
  draft: Draft;
  latest: () => Draft;
  blocksOf: (source: string) => Block[];
  ask: (change: BlockEdit, source: string) => Promise<TemplateReading>;
  /** One step of undo; null where the text stays as it is. */
  write: (next: TemplateReading | null, refusals: Refusal[]) => void;
  /** What was undone cannot be done again: something else comes in its place. */
  dropFuture: () => void;
};

/**
 * Changes of blocks on their way into the text. The server computes them one after the other, each on the text that the one before gave; where it does not answer
 * they wait and are tried again. What is refused stays told at its field, wherever its block goes, until something else is typed there.
 */
export function useBlockEdits({ draft, latest, blocksOf, ask, write, dropFuture }: Text) {
  const [queue, waiting, setQueue] = useKept<Waiting[]>([]);
  // What was undone before it was in the text, the last at the end; it may be done again.
  const [lifted, undone, setLifted] = useKept<Waiting[]>([]);
  const { refusals } = draft;
  // Why a change of the column was refused; nobody typed it, so that nothing is lost with it.
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, failed, setFailure] = useKept<Failure | null>(null);
  const isResting = useRest(failure);
  const running = useRef<Promise<void>>(undefined);
  const asked = useRef<Waiting>(undefined);

  /** The first one that waits, or whether there is more to do at once. */
  const workOne = async (first: Waiting): Promise<boolean> => {
    const before = latest();
    const blocks = blocksOf(before.text);
    const change = effectOf(first, blocks);
    const about = aboutOf(first.change);
    const others = before.refusals.filter((one) => aboutOf(one.change) !== about);
    asked.current = first;
    try {
      const next = change && (await ask(change, before.text));
      // Taken back meanwhile, or somebody wrote in the text: that is not undone.
      if (waiting.current[0] !== first || latest() !== before) return true;
      const follow = <T extends Waiting | Refusal>(all: T[]) => (change ? all.flatMap((one) => followed(one, blocks, change)) : all);
      setQueue(follow(waiting.current.slice(1)));
      setLifted(follow(undone.current));
      write(next, follow(others));
      setProblem(null);
    } catch (error) {
      if (waiting.current[0] !== first || latest() !== before) return true;
      if (!isRefusal(error)) {
        setFailure({ count: (failed.current?.count ?? 0) + 1, error: error as Error });
        return false;
      }
      setQueue(waiting.current.slice(1));
      if (about === null) setProblem(messageOf(error));
      else write(null, [...others, { change: first.change, message: messageOf(error) }]);
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
    setLifted([]);
    dropFuture();
    const all = waiting.current;
    const last = all.at(-1);
    const isSame =
      about !== null &&
      last !== undefined &&
      last !== asked.current &&
      isTyped(last.change) &&
      isTyped(one.change) &&
      aboutOf(last.change) === about;
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
    /** Whether something is on its way into the text. */
    isWaiting: isTyping || queue.length > 0,
    canPutBack: lifted.length > 0 && !isTyping,
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
      const count = latest().refusals.length;
      if (count > 0) throw new Error(s.refused(count));
    },
    /** Takes back the last of what waits; whether there was any. */
    takeBack: () => {
      // A field has to have heard that its text waits before it hears that it does not, also where the page has not been drawn since it was told.
      flushSync(() => {
        tellAll();
        setQueue(waiting.current);
      });
      const last = waiting.current.at(-1);
      if (!last) return false;
      setQueue(waiting.current.slice(0, -1));
      setLifted([...undone.current, last]);
      if (waiting.current.length === 0) setFailure(null);
      return true;
    },
    /** Lets wait again what was taken back last. */
    putBack: () => {
      const last = undone.current.at(-1);
      if (!last) return;
      setLifted(undone.current.slice(0, -1));
      setQueue([...waiting.current, last]);
      void run();
    },
    forget: () => {
      setQueue([]);
      setLifted([]);
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
