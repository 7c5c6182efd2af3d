import { afterEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness;

afterEach(() => page.close());

test('The events of the server itself are called by a name', async () => {
  const row = { id: 'w1', at: '2026-03-14T09:12:04Z', source: 'postpurchase', topic: null, status: 'stored', error: null, bytes: 12 };
  page = new Harness((method, url, body) =>
    url.includes('/webhooks') ? { status: 200, body: { items: [row], next: null } } : answer(method, url, body),
  );
  await page.show(<App />, t.webhooks.own.postpurchase ?? '', '/webhooks');
  expect(document.querySelector('main')?.textContent).not.toContain('postpurchase');
});
