import { afterEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness;

afterEach(() => page.close());

test('Until the server has answered the head of a page has what this tab knew last', async () => {
  const store = { name: 'Lantern', time_zone: 'Europe/Berlin', currency: 'EUR' };
  page = new Harness();
  sessionStorage.setItem('last-known-shop', JSON.stringify({ store, mail_mode: 'captured', quarantine: null }));
  await page.show(<App />, t.nav.shop('Lantern', 'Europe/Berlin'), '/nowhere');
  expect(page.says(t.mode.captured)).toBe(true);
  await page.until(() => !page.says('Lantern') && sessionStorage.getItem('last-known-shop')?.includes('Lantern') === false, 'the answer');
});

test('A test mail has a way back and a place in the menu', async () => {
  page = new Harness();
  await page.show(<App />, t.welcome.mail.intro, '/outbox/1.eml');
  expect(document.querySelector('main a[href="/templates"]')).toBeTruthy();
  expect(document.querySelector('nav [aria-current="page"]')?.textContent).toBe(t.nav.templates);
});

test('The first account without its token is told what is missing, and leads on', async () => {
  const nobody = { signed_in: false, needs_setup: true, name: null, role: null, scopes: [], csrf: null };
  page = new Harness((method, url, body) => (url.endsWith('/me') ? { status: 200, body: nobody } : answer(method, url, body)));
  await page.show(<App />, t.access.setupNoToken, '/setup');
  expect(document.querySelector('main a[href="/"]')).toBeTruthy();
});

test('What a network sent is told by the name of the network', async () => {
  const row = { id: 'w1', at: '2026-03-14T09:12:04Z', source: 'network:awin', topic: null, status: 'stored', error: null, bytes: 12 };
  page = new Harness((method, url, body) =>
    url.includes('/webhooks') ? { status: 200, body: { items: [row], next: null } } : answer(method, url, body),
  );
  await page.show(<App />, t.webhooks.open, '/webhooks');
  expect([page.says('Awin'), page.says('network:awin')]).toEqual([true, false]);
});
