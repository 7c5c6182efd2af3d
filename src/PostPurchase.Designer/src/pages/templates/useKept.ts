import { type RefObject, useRef, useState } from 'react';

/** A state that answers which come later can look at as it is then. */
export function useKept<T>(first: T | (() => T)): [T, RefObject<T>, (next: T) => void] {
  const [value, setValue] = useState(first);
  const now = useRef(value);
  const set = (next: T) => {
    now.current = next;
    setValue(() => next);
  };
  return [value, now, set];
}
