import { type ReactNode, useEffect, useRef, useState } from 'react';

/**
 * A wide table in a frame of its own, which scrolls sideways by finger, wheel and keys: a stop of the keyboard only while there is something to scroll to.
 * An edge behind which there is more is shaded.
 */
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
  const [more, setMore] = useState('');
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setMore(moreOf(element)));
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
      data-more={more || undefined}
      tabIndex={more ? 0 : undefined}
      onScroll={(event) => setMore(moreOf(event.currentTarget))}
    >
      {children}
    </div>
  );
}

/** At which edges a frame hides something: `left`, `right`, both, or neither. Parts of a pixel are nothing. */
export function moreOf({ scrollLeft, clientWidth, scrollWidth }: Pick<Element, 'scrollLeft' | 'clientWidth' | 'scrollWidth'>): string {
  const isLeft = scrollLeft > 1;
  const isRight = scrollWidth - clientWidth - scrollLeft > 1;
  return [isLeft && 'left', isRight && 'right'].filter(Boolean).join(' ');
}
