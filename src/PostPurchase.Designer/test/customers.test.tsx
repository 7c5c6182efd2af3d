import { afterEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';
import { story } from './samples';

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
});

test('A search that finds nobody says so', async () => {
  page = nobody();
  await page.show(<App />, s.empty, '/customers?q=nobody');
  expect(page.says(s.none)).toBe(false);
});

test('Customers are shown page by page, also of a search, and the list says how many', async () => {
  const [row] = (answer('GET', '/api/v1/customers', null).body as { items: object[] }).items;
  const one = (id: string, next: string | null) => ({ status: 200, body: { items: [{ ...row, id, name: `Customer ${id}` }], next } });
  page = new Harness((method, url, body) => {
    if (!url.includes('/customers')) return answer(method, url, body);
    return url.includes('before=c9') ? one('c8', null) : one('c9', 'c9');
  });
  await page.show(<App />, 'Customer c9', '/customers?q=customer');
  expect(page.says(s.shown('1', true))).toBe(true);
  page.button(t.state.more).click();
  await page.until(() => page.says('Customer c8'), 'the next page');
  expect(page.says('Customer c9') && page.says(s.shown('2', false))).toBe(true);
  expect(page.calls.some(({ url }) => url.includes('q=customer') && url.includes('before=c9'))).toBe(true);
});

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
});

test('What no exchange rate is set for is shown instead of a zero, and said', async () => {
  page = new Harness();
  await page.show(<App />, s.notCounted('€59.90'), '/customers');
  expect(page.says('$0.00')).toBe(false);
});

test('A purchase says in the story what it cost, and runs alike are told apart by what they are about', async () => {
  const next = ['Bottle, order #7', 'Backpack, order #7'].map((about) => ({
    at: null,
    journey: 'refill',
    step: 'rest',
    text: 'goes on',
    about,
  }));
  const bought = { at: '2026-03-12T10:00:00Z', kind: 'event', text: 'order #7 was placed', detail: null, delivery: null };
  const told = { ...story, next, timeline: [{ ...bought, amount: { amount: '59.90', currency: 'EUR' } }] };
  page = new Harness((method, url, body) => (url.endsWith('/customers/c1') ? { status: 200, body: told } : answer(method, url, body)));
  await page.show(<App />, 'Order #7 was placed: €59.90', '/customers/c1');
  expect(next.every(({ about }) => page.says(about))).toBe(true);
});

test('What happened in the same second stands newest first too', async () => {
  const at = '2026-03-12T10:00:00Z';
  const timeline = ['order #7 was placed', 'mail planned', 'mail sent'].map((text) => ({
    at,
    kind: 'event',
    text,
    detail: null,
    delivery: null,
  }));
  const told = { ...story, timeline };
  page = new Harness((method, url, body) => (url.endsWith('/customers/c1') ? { status: 200, body: told } : answer(method, url, body)));
  await page.show(<App />, 'Mail planned', '/customers/c1');
  const lines = [...document.querySelectorAll('.story li p:first-child')]
    .map((one) => one.textContent ?? '')
    .filter((text) => /mail (sent|planned)|order #7 was placed$/i.test(text));
  expect(lines).toEqual(['Mail sent', 'Mail planned', 'Order #7 was placed']);
});

test('Consent that nobody gave or refused is told as not known', async () => {
  const told = { ...story, consent: { own: true, third_party: null, tracking: false, paused_until: null } };
  page = new Harness((method, url, body) => (url.endsWith('/customers/c1') ? { status: 200, body: told } : answer(method, url, body)));
  await page.show(<App />, s.notKnown, '/customers/c1');
  const said = (name: string) =>
    [...document.querySelectorAll('dt')].find((one) => one.textContent === s.consents[name])?.nextSibling?.textContent;
  expect(['own', 'third_party', 'tracking'].map(said)).toEqual([s.yes, s.notKnown, s.no]);
});

test('The end of a pause is what its dialog does first', async () => {
  const paused = { ...story, consent: { own: true, third_party: null, tracking: false, paused_until: '2026-12-31T00:00:00Z' } };
  page = new Harness((method, url, body) => (url.endsWith('/customers/c1') ? { status: 200, body: paused } : answer(method, url, body)));
  await page.show(<App />, s.actions.endPause, '/customers/c1');
  [...document.querySelectorAll('button')].find((one) => one.textContent === s.actions.endPause)?.click();
  await page.until(() => page.says(s.actions.pausedText), 'the dialog');
  const buttons = [...document.querySelectorAll('[role=dialog] button')].map((one) => one.textContent);
  expect(document.querySelector('[role=dialog] h2')?.textContent).toBe(s.actions.endPause);
  expect(buttons.slice(-2)).toEqual([s.actions.pauseAnew, s.actions.endPause]);
});

test('An address on the page of a customer is broken before its @ only', async () => {
  page = new Harness();
  await page.show(<App />, 'Jane Doe', '/customers/c1');
  const address = [...document.querySelectorAll('dd')].find((one) => one.textContent === 'jane@example.com');
  expect(address?.innerHTML).toBe('jane<wbr>@example.com');
});

test('The page of an erased customer says so and leads back, without asking again', async () => {
  const erased = { status: 410, body: { error: 'this customer was erased', erased_at: '2026-03-12T10:00:00Z' } };
  page = new Harness((method, url, body) => (url.endsWith('/customers/c1') ? erased : answer(method, url, body)));
  await page.show(<App />, s.erased, '/customers/c1');
  expect(page.says('2026')).toBe(true);
  expect(page.says(t.state.retry)).toBe(false);
  expect(document.querySelector('main a[href="/customers"]')?.textContent).toBe(s.back);
});

test('In a story a mail that did not leave is marked, and one that was never made is not offered to be opened', async () => {
  const kinds = ['accepted', 'skipped', 'parked'];
  const timeline = kinds.map((kind, i) => ({ at: `2026-03-1${i}T10:00:00Z`, kind, text: kind, detail: null, delivery: `d${i}` }));
  const told = { ...story, timeline };
  page = new Harness((method, url, body) => (url.endsWith('/customers/c1') ? { status: 200, body: told } : answer(method, url, body)));
  await page.show(<App />, 'Parked', '/customers/c1');
  const lines = [...document.querySelectorAll('.story li')].filter((line) => line.querySelector('a[href^="/deliveries/"]'));
  expect(lines.map((line) => [line.getAttribute('data-tone'), line.querySelector('a')?.textContent])).toEqual([
    ['bad', s.openMail],
    ['quiet', s.seeWhy],
    [null, s.openMail],
  ]);
});

test.each([
  ['unsubscribed', false, true, s.actions.theirsToLift],
  ['hard bounce', false, false, s.actions.nobodysToLift],
])('What stops mail as “%s” is not offered to be lifted', async (reason, may_lift, unsubscribed, why) => {
  const told = { ...story, suppressions: [{ scope: 'marketing', reason, may_lift, unsubscribed }] };
  page = new Harness((method, url, body) => (url.endsWith('/customers/c1') ? { status: 200, body: told } : answer(method, url, body)));
  await page.show(<App />, why, '/customers/c1');
  expect([...document.querySelectorAll('[role=alert] button')]).toEqual([]);
});

test('Lifting the stop of the shop says that who unsubscribed stays so', async () => {
  const stopped = { scope: 'marketing', reason: 'by hand: Ann; unsubscribed too', may_lift: true, unsubscribed: true };
  const told = { ...story, suppressions: [stopped] };
  page = new Harness((method, url, body) => (url.endsWith('/customers/c1') ? { status: 200, body: told } : answer(method, url, body)));
  await page.show(<App />, s.actions.lift, '/customers/c1');
  page.button(s.actions.lift).click();
  await page.until(() => page.says(s.actions.liftOwnSure), 'the question');
});

test('Two stops are lifted by buttons that are told apart by name, and high enough for a finger', async () => {
  const suppressions = ['marketing', 'everything'].map((scope) => ({ scope, reason: 'by hand: Ann', may_lift: true, unsubscribed: false }));
  const told = { ...story, suppressions };
  page = new Harness((method, url, body) => (url.endsWith('/customers/c1') ? { status: 200, body: told } : answer(method, url, body)));
  await page.show(<App />, s.actions.lift, '/customers/c1');
  const lifts = [...document.querySelectorAll('[role=alert] button')];
  expect(new Set(lifts.map((one) => one.getAttribute('aria-label'))).size).toBe(2);
  expect(lifts.map((one) => one.getAttribute('data-size'))).toEqual(['xs', 'xs']);
});

test.each(['marketing', 'third_party', 'everything'])('Lifting the stop of %s asks for just that', async (scope) => {
  const told = { ...story, suppressions: [{ scope, reason: 'by hand: Ann', may_lift: true, unsubscribed: false }] };
  page = new Harness((method, url, body) => (url.endsWith('/customers/c1') ? { status: 200, body: told } : answer(method, url, body)));
  await page.show(<App />, s.actions.lift, '/customers/c1');
  page.button(s.actions.lift).click();
  await page.until(() => page.says(s.actions.liftSure[scope] ?? 'nothing'), 'the question');
});

test('The profile is told in the words of the list, with the names of country and language', async () => {
  const told = { ...story, profile: { ...story.profile, country: 'DE', locale: 'de_AT' } };
  page = new Harness((method, url, body) => (url.endsWith('/customers/c1') ? { status: 200, body: told } : answer(method, url, body)));
  await page.show(<App />, 'Germany', '/customers/c1');
  const labels = [...document.querySelectorAll('.facts dt')].map((one) => one.textContent);
  expect(labels).toEqual(expect.arrayContaining([s.purchases, s.spent, s.last, 'Language']));
  expect(page.says('Austrian German')).toBe(true);
});

test('On a phone the list of customers keeps what they spent, not how often they bought', async () => {
  page = new Harness();
  await page.show(<App />, 'Jane Doe', '/customers');
  const kept = [...document.querySelectorAll('thead th:not(.hide-narrow)')].map((one) => one.textContent);
  expect(kept).toEqual([s.customer, s.spent]);
});
