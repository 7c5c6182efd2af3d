import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
import Setup from '../src/access/Setup';
import { SignIn } from '../src/access/SignIn';
import { accessKey } from '../src/api/client';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

const s = t.access;
let page: Harness;
const nobody = { signed_in: false, needs_setup: true, name: null, role: null, scopes: [], csrf: null };

const served = (me: object) =>
  new Harness((method, url, body) =>
    url.endsWith('/me')
      ? { status: 200, body: me }
      : url.endsWith('/setup')
        ? { status: 400, body: { error: 'expected 1 to 100 letters, digits and . _ - @ +', path: 'name' } }
        : answer(method, url, body),
  );

beforeEach(() => {
  page = served(nobody);
});
afterEach(() => page.close());

const besideName = () => page.field(s.signInName).closest('.mantine-InputWrapper-root')?.textContent ?? '';

test('The first account says what a sign-in name is before it is typed, and at the field what is wrong with it', async () => {
  await page.show(<Setup />, s.setupDo, '/setup#token');
  expect(besideName()).toContain(s.signInNameHint);
  expect(besideName()).not.toContain(s.signInNameWrong);
  page.type(s.signInName, 'Maria Lopez');
  await page.until(() => besideName().includes(s.signInNameWrong), 'what is wrong');
  page.type(s.signInName, 'maria');
  await page.until(() => !besideName().includes(s.signInNameWrong), 'nothing wrong any more');
});

test('What only the server knows of a name is said at the field too, not above the form', async () => {
  await page.show(<Setup />, s.setupDo, '/setup#token');
  page.type(s.signInName, 'maria');
  page.type(s.password, 'a short sentence');
  await page.until(() => !page.button(s.setupDo).disabled, 'the button');
  page.button(s.setupDo).click();
  await page.until(() => besideName().includes(s.signInNameWrong), 'what is wrong');
  expect(document.querySelector('[role="alert"]')).toBeNull();
});

test('Whoever makes the first account is not refused the overview: it is not asked for', async () => {
  await page.show(<App />, s.setupDo, '/setup#token');
  expect(page.calls.filter(({ url }) => url.startsWith('/overview'))).toEqual([]);
});

test.each([
  ['an admin', { ...nobody, signed_in: true, needs_setup: false, name: 'ann', role: 'admin' }],
  ['somebody who is not signed in', { ...nobody, needs_setup: false }],
])('Once there is an account its page says so to %s, and leads to the overview', async (_, me) => {
  page.close();
  page = served(me);
  await page.show(<Setup />, s.setupOver, '/setup#token');
  expect(page.says(s.setupDo)).toBe(false);
  expect([...document.querySelectorAll('a')].find(({ textContent }) => textContent === s.toOverview)?.getAttribute('href')).toBe('/');
});

test('Whoever runs the server is let in without an account, and may make the first', async () => {
  page.close();
  page = served({ ...nobody, signed_in: true, needs_setup: false, name: 'whoever runs this server' });
  await page.show(<Setup />, s.setupDo, '/setup#token');
});

test('Whoever runs the server, as in a demo, is asked for no address that it never printed, and is led to the app', async () => {
  page.close();
  page = served({ ...nobody, signed_in: true, needs_setup: false, name: 'whoever runs this server' });
  await page.show(<Setup />, s.setupNotNeeded, '/setup');
  expect(page.says(s.setupNoToken)).toBe(false);
  expect([...document.querySelectorAll('a')].find(({ textContent }) => textContent === s.toOverview)?.getAttribute('href')).toBe('/');
});

test('Whoever is not signed in is asked to by the settings too, and told of no key', async () => {
  const nobody = { signed_in: false, needs_setup: false, name: null, role: null, scopes: [], csrf: null };
  const forbidden = { status: 401, body: { error: 'sign in', path: null } };
  page.close();
  page = new Harness((_, url) => (url.endsWith('/me') ? { status: 200, body: nobody } : forbidden));
  await page.show(<App />, s.signInText, '/settings');
  expect(page.says(s.me.forget)).toBe(false);
  expect(document.querySelector('[role="tablist"]')).toBeNull();
});

test('Before there is an account the menu of the app is not shown', async () => {
  const nobody = { signed_in: false, needs_setup: true, name: null, role: null, scopes: [], csrf: null };
  const forbidden = { status: 401, body: { error: 'sign in', path: null } };
  page.close();
  page = new Harness((_, url) => (url.endsWith('/me') ? { status: 200, body: nobody } : forbidden));
  await page.show(<App />, s.noAccount, '/journeys');
  await page.until(() => document.querySelector('nav') === null, 'no menu');
  expect(document.querySelector(`[aria-label="${t.nav.open}"]`)).toBeNull();
});

const poster = { ...nobody, signed_in: true, needs_setup: false, name: 'shop', scopes: ['events'] };

test('Who came with a key that may not look can use another one, or a password', async () => {
  page.close();
  page = served(poster);
  accessKey.set('a key for events');
  await page.show(<SignIn isForbidden />, s.keyNotAllowedText('shop'));
  page.button(s.otherKey).click();
  await page.until(() => page.says(t.key.use), 'the form for a key');
  page.button(s.usePassword).click();
  await page.until(() => page.says(s.signInText), 'the form for a password');
});

test('Whose account may not do something is offered no key', async () => {
  page.close();
  page = served({ ...poster, name: 'ann', role: 'analyst', scopes: ['read'] });
  await page.show(<SignIn isForbidden />, s.notAllowedText('ann'));
  expect(page.says(s.otherKey)).toBe(false);
});

test.each(['/', '/settings', '/journeys'])('Whoever is signed out sees at %s a page to sign in, called so', async (path) => {
  page.close();
  const out = { ...nobody, needs_setup: false };
  page = new Harness((_, url) =>
    url.endsWith('/me') ? { status: 200, body: out } : { status: 401, body: { error: 'sign in', path: null } },
  );
  await page.show(<App />, s.signInText, path);
  await page.until(() => document.title === `${s.signIn} · ${t.product}`, 'the title');
  expect([...document.querySelectorAll('h1')].map((one) => one.textContent)).toEqual([s.signIn]);
  expect(document.querySelector('.narrow-page form')).toBeTruthy();
});

test('The first account is made in the middle of its page', async () => {
  await page.show(<Setup />, s.setupDo, '/setup#token');
  expect(document.querySelector('.narrow-page form')).toBeTruthy();
  expect(document.querySelector('h1')?.textContent).toBe(s.setup);
});
