import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { App } from '../src/App';
import { t } from '../src/strings';
import { Harness } from './harness';

let page: Harness;

beforeEach(() => {
  page = new Harness();
});
afterEach(() => {
  vi.restoreAllMocks();
  page.close();
});

const rowOf = (text: string) => [...document.querySelectorAll('tbody tr')].find((row) => row.textContent?.includes(text));
const isCalled = (start: string) => page.calls.some(({ url }) => url.startsWith(start));

test('A row opens where its link leads, also where it is pressed beside it', async () => {
  await page.show(<App />, 'Jane Doe', '/customers');
  rowOf('Jane Doe')?.querySelectorAll('td')[1]?.click();
  await page.until(() => isCalled('/customers/c1'), 'the customer');
});

test('Text of a row is marked without opening it', async () => {
  await page.show(<App />, 'jane@example.com', '/customers');
  const row = rowOf('Jane Doe');
  expect(row?.querySelector('.row-link')?.textContent).toBe('Jane Doe');
  vi.spyOn(document, 'getSelection').mockReturnValue({ isCollapsed: false } as Selection);
  row?.querySelector('td')?.click();
  row?.querySelector<HTMLElement>('.row-link')?.click();
  expect(page.says(t.customers.title) && !isCalled('/customers/c1')).toBe(true);
});

test.each([
  ['/journeys', t.journeys.inside],
  ['/commission', t.commission.columns.what],
  ['/offers?tab=programs', t.offers.programs.redirect],
])('A row of %s has a link to open it by', async (at, column) => {
  await page.show(<App />, column, at);
  await page.until(() => document.querySelector('tbody tr') !== null, 'a row');
  expect(document.querySelectorAll('tbody tr .row-link').length).toBeGreaterThan(0);
});
