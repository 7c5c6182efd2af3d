import { Tabs, type TabsListProps } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { moreOf } from './ScrollX';

/**
 * The tabs of a page in one row; on a phone, where it is longer than the screen, the chosen one is brought into sight, also when a count that came
 * later has moved it. An edge behind which there are more is shaded.
 */
export function TabRow(props: TabsListProps) {
  const row = useRef<HTMLDivElement>(null);
  const shown = useRef<{ tab: Element | null; width: number }>(null);
  const [more, setMore] = useState('');
  useEffect(() => {
    const element = row.current;
    if (!element) return;
    const tab = element.querySelector('[aria-selected="true"]');
    const width = element.scrollWidth;
    if (tab && (tab !== shown.current?.tab || width !== shown.current.width)) element.scrollLeft += distance(element, tab);
    shown.current = { tab, width };
    setMore(moreOf(element));
  });
  useEffect(() => {
    const element = row.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setMore(moreOf(element)));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return <Tabs.List ref={row} data-more={more || undefined} onScroll={(event) => setMore(moreOf(event.currentTarget))} {...props} />;
}

/** How far a row is to be pushed until the tab is in its middle. */
function distance(row: Element, tab: Element): number {
  const frame = row.getBoundingClientRect();
  const { left, width } = tab.getBoundingClientRect();
  return left + width / 2 - (frame.left + frame.width / 2);
}
