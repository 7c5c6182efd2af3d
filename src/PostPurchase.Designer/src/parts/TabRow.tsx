import { Tabs, type TabsListProps } from '@mantine/core';
import { useEffect, useRef } from 'react';

/** The tabs of a page in one row; on a phone, where it is longer than the screen, the chosen one is brought into sight. */
export function TabRow(props: TabsListProps) {
  const row = useRef<HTMLDivElement>(null);
  const shown = useRef<Element>(null);
  useEffect(() => {
    const chosen = row.current?.querySelector('[aria-selected="true"]') ?? null;
    if (row.current && chosen && chosen !== shown.current) row.current.scrollLeft += distance(row.current, chosen);
    shown.current = chosen;
  });
  return <Tabs.List ref={row} {...props} />;
}

/** How far a row is to be pushed until the tab is in its middle. */
function distance(row: Element, tab: Element): number {
  const frame = row.getBoundingClientRect();
  const { left, width } = tab.getBoundingClientRect();
  return left + width / 2 - (frame.left + frame.width / 2);
}
