/** Undo as a list of values: what was, what is, what was undone. */
export type Undo<T> = {
  past: T[];
  now: T;
  future: T[] /** What the last change was about; changes alike become one. */;
  about: string | null;
};

const longest = 200;

export const start = <T>(now: T): Undo<T> => ({ past: [], now, future: [], about: null });

/** The same place typed into twice is one step back. */
export function record<T>(undo: Undo<T>, now: T, about: string | null = null): Undo<T> {
  if (now === undo.now) return undo;
  const isSame = about !== null && about === undo.about && undo.past.length > 0;
  return { past: isSame ? undo.past : [...undo.past, undo.now].slice(-longest), now, future: [], about };
}

export function undo<T>({ past, now, future }: Undo<T>): Undo<T> {
  const before = past.at(-1);
  return before === undefined
    ? { past, now, future, about: null }
    : { past: past.slice(0, -1), now: before, future: [now, ...future], about: null };
}

export function redo<T>({ past, now, future }: Undo<T>): Undo<T> {
  const [next, ...rest] = future;
  return next === undefined ? { past, now, future, about: null } : { past: [...past, now], now: next, future: rest, about: null };
}
