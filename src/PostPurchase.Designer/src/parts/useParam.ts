import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';

/** What was set and is not in the address yet: `over` is what stood there, `values` what comes, in order. */
type Ahead = { over: string; values: string[] };

const none: Ahead = { over: '', values: [] };

/**
 * A filter that lives in the address, so that a link or the back button keeps it. The router changes the address when the page has time for it; what was set counts
 * at once, since a key pressed right after a click is about what was clicked. A filter replaces the address; a place, such as a tab, is gone back to by the back button.
 */
export function useParam(name: string, { isPlace = false } = {}): [string, (value: string | null) => void] {
  const [params, setParams] = useSearchParams();
  const there = params.get(name) ?? '';
  const [ahead, setAhead] = useState(none);
  const rest = restOf(ahead, there);
  useEffect(() => setAhead((before) => restOf(before, there)), [there]);
  const set = (value: string | null) => {
    setAhead((before) => {
      const { values } = restOf(before, there);
      return (values.at(-1) ?? there) === (value ?? '') ? before : { over: there, values: [...values, value ?? ''] };
    });
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      },
      { replace: !isPlace },
    );
  };
  return [rest.values.at(-1) ?? there, set];
}

/** What is still to come with `there` in the address; nothing where somebody else, such as the back button, put it there. */
function restOf(ahead: Ahead, there: string): Ahead {
  if (ahead.values.length === 0 || there === ahead.over) return ahead;
  const at = ahead.values.indexOf(there);
  const values = at < 0 ? [] : ahead.values.slice(at + 1);
  return values.length === 0 ? none : { over: there, values };
}
