import { afterEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness;

afterEach(() => page.close());

const { keys, accounts } = t.access;
const { retire } = t.webhooks.secrets;
const at = '2026-03-01T10:00:00Z';
const ofTwo = {
  '/keys': ['shop', 'depot'].map((name) => ({ name, scopes: ['events'], created_at: at })),
  '/accounts': ['ben', 'eve'].map((name) => ({ name, role: 'admin', created_at: at })),
};

test.each([
  ['/settings?tab=keys', [`${keys.revoke}: shop`, `${keys.revoke}: depot`]],
  ['/settings?tab=accounts', [`${accounts.reset}: ben`, `${accounts.remove}: ben`, `${accounts.reset}: eve`, `${accounts.remove}: eve`]],
  ['/webhooks?tab=secrets', [`${retire}: shop`]],
])('On %s buttons that ask once more say of what', async (path, labels) => {
  page = new Harness((method, url, body) => {
    const items = Object.entries(ofTwo).find(([end]) => url.endsWith(end))?.[1];
    return items ? { status: 200, body: { items, next: null } } : answer(method, url, body);
  });
  await page.show(<App />, '', path);
  const asking = () => [...document.querySelectorAll('main button[aria-label]')].map((one) => one.getAttribute('aria-label') ?? '');
  const wanted = () => asking().filter((label) => labels.includes(label));
  await page.until(() => wanted().length > 0, labels.join(', '));
  expect(wanted()).toEqual(labels);
});
