import { afterEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness;

afterEach(() => page.close());

const s = t.customers;
const nobody = () =>
  new Harness((method, url, body) =>
    url.includes('/customers') ? { status: 200, body: { items: [], next: null } } : answer(method, url, body),
  );

test('Where there are no customers yet the list says where they come from', async () => {
  page = nobody();
  await page.show(<App />, s.none, '/customers');
  expect(document.querySelector('a[href="/welcome?step=source"]')?.textContent).toBe(s.connect);
  expect(page.says(s.empty)).toBe(false);
}, 30_000);

test('A search that finds nobody says so', async () => {
  page = nobody();
  await page.show(<App />, s.empty, '/customers?q=nobody');
  expect(page.says(s.none)).toBe(false);
}, 30_000);

test('An erasure is said on the list that it leads to', async () => {
  page = new Harness();
  await page.show(<App />, 'Jane Doe', '/customers/c1');
  page.button(s.actions.more).click();
  await page.until(() => page.says(s.actions.erase), 'the menu');
  [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find((item) => item.textContent === s.actions.erase)?.click();
  await page.until(() => page.says(s.actions.eraseText), 'the question');
  document.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
  const erase = () =>
    [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')].find((one) => one.textContent === s.actions.erase);
  await page.until(() => erase()?.disabled === false, 'the button');
  erase()?.click();
  await page.until(() => page.says(s.actions.erased), 'what was done');
  expect(page.calls.some(({ method, url }) => method === 'DELETE' && url === '/customers/c1')).toBe(true);
}, 30_000);
