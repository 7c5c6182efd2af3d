import { useEffect, useRef, useState } from 'react';

const pause = 300;

/**
 * A text field that tells what was typed after a short pause or when it is left, and takes over what comes from outside, unless somebody is typing:
 * what is being typed is told next and wins.
 */
export function useTyped(value: string, tell: (value: string) => void) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const isTyping = useRef(false);
  const timer = useRef<number>(undefined);
  const telling = useRef(tell);
  telling.current = tell;
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    if (!isTyping.current) setText(value);
  }, [value]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const settle = (next: string) => {
    window.clearTimeout(timer.current);
    isTyping.current = false;
    const isNew = next !== told.current;
    told.current = next;
    return isNew;
  };
  const send = (next: string) => {
    if (settle(next)) telling.current(next);
  };
  return {
    value: text,
    onChange: (event: { currentTarget: { value: string } }) => {
      const next = event.currentTarget.value;
      setText(next);
      isTyping.current = true;
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
