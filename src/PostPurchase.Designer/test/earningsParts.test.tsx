import { afterEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness;

afterEach(() => page.close());

const part = {
  at: '2026-03-12T10:00:00Z',
  customer_id: '7',
  customer: 'clicker@example.com',
  delivery: '9',
  slot: 2,
  purchase: null,
  conversion: null,
  brings: '1',
};

test('The clicks of a row open into the mails that were clicked', async () => {
  page = new Harness((method, url, body) =>
    url.includes('/earnings/rows') ? { status: 200, body: { items: [part], next: null } } : answer(method, url, body),
  );
  await page.show(<App />, 'last click within 5 days', '/commission?tab=earnings');
  document.querySelector<HTMLButtonElement>(`button[aria-label*="${t.commission.earnings.clicks}: "]`)?.click();
  await page.until(() => page.says('clicker@example.com'), 'who clicked');
  expect(page.calls.some(({ url }) => url.includes('figure=clicks') && url.includes('key='))).toBe(true);
  expect(document.querySelector('a[href="/deliveries/9"]')?.textContent).toBe('The mail, link 2');
});

test('On a phone what a row earned stands beside its name: how many mails, clicks and sales it took is left out', async () => {
  page = new Harness();
  await page.show(<App />, 'last click within 5 days', '/commission?tab=earnings');
  const e = t.commission.earnings;
  const kept = [...document.querySelectorAll('thead th:not(.hide-narrow)')].map((one) => one.textContent);
  expect(kept.slice(1, 3)).toEqual([e.commission, e.epc]);
});
