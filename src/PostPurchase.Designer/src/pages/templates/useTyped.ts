import { createContext, use, useEffect, useRef, useState } from 'react';

const pause = 300;

/** Hears which fields have something that was typed and not told yet; each can be made to tell it at once. */
export type Typing = { begin: (tell: () => void) => void; end: (tell: () => void) => void };

export const TypingContext = createContext<Typing>({ begin: () => undefined, end: () => undefined });

/**
 * A text field that tells what was typed after a short pause or when it is left, and takes over what comes from outside, unless somebody is typing:
 * what is being typed is told next and wins.
 */
export function useTyped(value: string, tell: (value: string) => void) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const typed = useRef<string>(undefined);
  const timer = useRef<number>(undefined);
  const telling = useRef(tell);
  telling.current = tell;
  const typing = use(TypingContext);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    if (typed.current === undefined) setText(value);
  }, [value]);
  const settle = (next: string) => {
    window.clearTimeout(timer.current);
    typed.current = undefined;
    typing.end(tellNow.current);
    const isNew = next !== told.current;
    told.current = next;
    return isNew;
  };
  const send = (next: string) => {
    if (settle(next)) telling.current(next);
  };
  const tellNow = useRef(() => {
    if (typed.current !== undefined) send(typed.current);
  });
  // A field that goes away takes nothing with it.
  useEffect(() => {
    const now = tellNow.current;
    return now;
  }, []);
  return {
    value: text,
    onChange: (event: { currentTarget: { value: string } }) => {
      const next = event.currentTarget.value;
      setText(next);
      typed.current = next;
      typing.begin(tellNow.current);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => send(next), pause);
    },
    onBlur: () => send(text),
    /** Shows a text that the caller tells itself. */
    set: (next: string) => {
      settle(next);
      setText(next);
    },
  };
}
