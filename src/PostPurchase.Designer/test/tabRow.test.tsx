import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { afterEach, test, vi } from 'vitest';
import { TabRow } from '../src/parts/TabRow';
import { Harness } from './harness';

let page: Harness;

afterEach(() => {
  vi.restoreAllMocks();
  page.close();
});

function Counted() {
  const [count, setCount] = useState('');
  return (
    <Tabs value="held">
      <TabRow>
        <Tabs.Tab value="all">All{count}</Tabs.Tab>
        <Tabs.Tab value="held">Held</Tabs.Tab>
      </TabRow>
      <button type="button" onClick={() => setCount(' (12)')}>
        count
      </button>
    </Tabs>
  );
}

test('The chosen tab is brought into sight again where a count that came later has moved it, and what is hidden is marked', async () => {
  page = new Harness();
  const isCounted = () => document.body.textContent?.includes('(12)') ?? false;
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(100);
  vi.spyOn(HTMLElement.prototype, 'scrollWidth', 'get').mockImplementation(() => (isCounted() ? 300 : 200));
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function rect(this: Element) {
    const row = document.querySelector('[role="tablist"]');
    const left = this === row ? 0 : (isCounted() ? 150 : 50) - (row?.scrollLeft ?? 0);
    return { left, width: 100 } as DOMRect;
  });
  await page.show(<Counted />, 'Held');
  const row = document.querySelector('[role="tablist"]') as HTMLElement;
  await page.until(() => row.scrollLeft === 50 && row.dataset.more === 'left right', 'the chosen tab in the middle');
  page.button('count').click();
  await page.until(() => row.scrollLeft === 150, 'the chosen tab in the middle again');
});
