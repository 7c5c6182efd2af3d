import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** A failure, and how many there were in a row. */
export type Failure = { count: number; error: Error };

const longest = 30_000;

/** Milliseconds to wait after so many failures in a row: 1 s, twice as long after each more, 30 s at most. */
export const pauseAfter = (count: number) => Math.min(1_000 * 2 ** (count - 1), longest);

/** Whether to wait before the next try; the wait ends at once where the browser is connected again, or a server that did not answer does. */
export function useRest(failure: Failure | null): boolean {
  const [over, setOver] = useState<Failure | null>(null);
  const isResting = failure !== null && failure !== over;
  const cache = useQueryClient().getQueryCache();
  useEffect(() => {
    if (!failure || !isResting) return;
    const end = () => setOver(failure);
    const timer = window.setTimeout(end, pauseAfter(failure.count));
    window.addEventListener('online', end);
    // What was refused is not taken for that; where nobody answered, an answer to anything is.
    const unsubscribe =
      failure.error instanceof TypeError
        ? cache.subscribe((event) => event.type === 'updated' && event.action.type === 'success' && end())
        : null;
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('online', end);
      unsubscribe?.();
    };
  }, [failure, isResting, cache]);
  return isResting;
}
