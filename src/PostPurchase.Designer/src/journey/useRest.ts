import { useEffect, useState } from 'react';

/** A failure, and how many there were in a row. */
export type Failure = { count: number; error: Error };

const longest = 30_000;

/** Milliseconds to wait after so many failures in a row: 1 s, twice as long after each more, 30 s at most. */
export const pauseAfter = (count: number) => Math.min(1_000 * 2 ** (count - 1), longest);

/** Whether to wait before the next try; the wait ends at once where the browser says that it is connected again. */
export function useRest(failure: Failure | null): boolean {
  const [over, setOver] = useState<Failure | null>(null);
  const isResting = failure !== null && failure !== over;
  useEffect(() => {
    if (!failure || !isResting) return;
    const end = () => setOver(failure);
    const timer = window.setTimeout(end, pauseAfter(failure.count));
    window.addEventListener('online', end);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('online', end);
    };
  }, [failure, isResting]);
  return isResting;
}
