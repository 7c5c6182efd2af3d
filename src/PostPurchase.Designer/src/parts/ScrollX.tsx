import { type ReactNode, useEffect, useRef, useState } from 'react';

/** A wide table in a frame of its own, which scrolls sideways by finger, wheel and keys: a stop of the keyboard only while there is something to scroll to. */
export function ScrollX({
  label,
  isPlain,
  isBusy,
  children,
}: {
  label: string | undefined;
  isPlain?: boolean;
  isBusy?: boolean;
  children: ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setWide(element.scrollWidth > element.clientWidth));
    watch.observe(element);
    for (const child of element.children) watch.observe(child);
    return () => watch.disconnect();
  }, []);
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a name
    <div
      ref={frame}
      className={isPlain ? 'scroll-x' : 'panel scroll-x'}
      role={isPlain ? 'group' : 'region'}
      aria-label={label}
      aria-busy={isBusy}
      tabIndex={isWide ? 0 : undefined}
    >
      {children}
    </div>
  );
}
