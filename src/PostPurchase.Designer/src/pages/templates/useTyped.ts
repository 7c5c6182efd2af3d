import { useEffect, useRef, useState } from 'react';

const pause = 300;

/** A text field that tells what was typed after a short pause or when it is left, and takes over what comes from outside. */
export function useTyped(value: string, tell: (value: string) => void) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const timer = useRef<number>(undefined);
  const telling = useRef(tell);
  telling.current = tell;
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const send = (next: string) => {
    window.clearTimeout(timer.current);
    if (next === told.current) return;
    told.current = next;
    telling.current(next);
  };
  return {
    value: text,
    onChange: (event: { currentTarget: { value: string } }) => {
      const next = event.currentTarget.value;
      setText(next);
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => send(next), pause);
    },
    onBlur: () => send(text),
  };
}
