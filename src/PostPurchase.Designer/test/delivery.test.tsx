import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';
import { detail, overview } from './samples';

let page: Harness;

beforeEach(() => {
  page = new Harness();
});
afterEach(() => page.close());

const d = t.deliveries;

test('A failed mail leads to the line of the template that is at fault', async () => {
  await page.show(<App />, d.mendTemplate('Thank you note', 12), '/deliveries/d7');
  const link = [...document.querySelectorAll('a')].find((one) => one.textContent === d.mendTemplate('Thank you note', 12));
  expect(link?.getAttribute('href')).toBe('/templates/thank-you-note?language=de&tab=code&line=12');
});

test('A mail that failed for its address tells to correct the address, and of no template', async () => {
  const bad = { ...detail('d7'), fault: null, bad_address: true, awaits: 'decision' };
  page.close();
  page = new Harness((method, url, body) => (url.endsWith('/deliveries/d7') ? { status: 200, body: bad } : answer(method, url, body)));
  await page.show(<App />, d.addressText, '/deliveries/d7');
  const link = [...document.querySelectorAll('a')].find((one) => one.textContent === d.mendAddress);
  expect(link?.getAttribute('href')).toBe(`/customers/${encodeURIComponent(bad.customer_id)}`);
  expect(page.says(d.decisionText)).toBe(false);
});

test('An order mail that may have arrived twice says so, and no other does', async () => {
  const twice = { ...detail('d1'), state: 'accepted', left_as: 'live', perhaps_twice: true };
  await page.show(<App />, d.link(1), '/deliveries/d1');
  expect(page.says(d.twiceText)).toBe(false);
  page.close();
  page = new Harness((method, url, body) => (url.endsWith('/deliveries/d1') ? { status: 200, body: twice } : answer(method, url, body)));
  await page.show(<App />, d.twiceText, '/deliveries/d1');
});

test('A choice is shown in the words of its button, else of its name, and is chosen rather than clicked', async () => {
  await page.show(<App />, d.choice('Not for me, thanks'), '/deliveries/d1');
  const lineOf = (text: string) =>
    [...document.querySelectorAll('p')].find((one) => one.textContent === text)?.nextElementSibling?.textContent;
  expect(lineOf(d.choice('Not for me, thanks'))).toBe(`${d.link(2)} · ${d.chosen(0)}`);
  expect(lineOf(d.choice('Later please'))).toBe(`${d.link(3)} · ${d.chosen(1)}`);
  expect(lineOf('https://shop.example/guides/backpack')).toBe(`${d.link(1)} · ${d.clicks(1)}`);
});

test('Tests and variants of a mail are called in words', async () => {
  await page.show(<App />, 'Suggest cta: Shop now', '/deliveries/d6');
  expect(page.says('suggest-cta')).toBe(false);
});

test('A mail of which nothing says how it left is neither called sent nor captured', async () => {
  page.close();
  page = new Harness((method, url, body) => {
    const found = answer(method, url, body);
    return url.endsWith('/deliveries/d1') ? { ...found, body: { ...(found.body as object), state: 'accepted', left_as: null } } : found;
  });
  await page.show(<App />, d.mailHanded, '/deliveries/d1');
  expect([...document.querySelectorAll('.tag')].map((tag) => tag.textContent)).toContain(t.leftAs.unknown);
});

test('A mail that was captured is called so', async () => {
  page.close();
  page = new Harness((method, url, body) => {
    const found = answer(method, url, body);
    return url.endsWith('/deliveries/d1')
      ? { ...found, body: { ...(found.body as object), state: 'accepted', left_as: 'captured' } }
      : found;
  });
  await page.show(<App />, t.leftAs.captured ?? '', '/deliveries/d1');
  await page.until(() => page.says(d.mailCaptured), 'how it is called');
  expect(page.says(d.mail)).toBe(false);
});

test('What happened to a mail that was captured is told in the words of its tag', async () => {
  page.close();
  page = new Harness((method, url, body) => {
    const found = answer(method, url, body);
    const captured = {
      state: 'accepted',
      left_as: 'captured',
      reason: 'kept',
      attempt_log: ['accepted: kept'],
      at: '2026-03-14T10:00:00Z',
    };
    return url.endsWith('/deliveries/d1') ? { ...found, body: { ...(found.body as object), ...captured } } : found;
  });
  await page.show(<App />, d.story, '/deliveries/d1');
  await page.until(() => document.querySelector('.story li') !== null, 'what happened');
  const told = [...document.querySelectorAll('.story li:first-child p')].map((one) => one.textContent);
  expect(told).toEqual([t.leftAs.captured, expect.stringContaining('2026')]);
});

const redirected = (customer: string) =>
  new Harness((method, url, body) => {
    const found = answer(method, url, body);
    const row = { state: 'accepted', left_as: 'redirected', address: 'me@owner.test', customer };
    return url.endsWith('/deliveries/d1') ? { ...found, body: { ...(found.body as object), ...row } } : found;
  });

test('A mail that was redirected is to its customer, and says below to whom it went', async () => {
  page.close();
  page = redirected('erik@example.com');
  await page.show(<App />, d.redirectedTo('me@owner.test'), '/deliveries/d1');
  const links = [...document.querySelectorAll('.facts a')].map((one) => one.textContent);
  expect(links).toContain('erik@example.com');
  expect(links).not.toContain('me@owner.test');
});

test('A mail that was redirected and whose customer has no address is told as redirected', async () => {
  page.close();
  page = redirected('');
  await page.show(<App />, d.redirectedTo('me@owner.test'), '/deliveries/d1');
  expect(document.body.textContent?.split('me@owner.test')).toHaveLength(2);
});

test('Why a mail failed is told once', async () => {
  await page.show(<App />, d.notMade, '/deliveries/d7');
  expect(document.body.textContent?.split('there is no `customer.nam`')).toHaveLength(2);
});

const shown = (mail: object) =>
  new Harness((method, url, body) => {
    const found = answer(method, url, body);
    return url.endsWith('/deliveries/d1')
      ? { ...found, body: { ...(found.body as object), headers: null, made_again: null, ...mail } }
      : found;
  });

test('A mail that is not kept says why in place of an empty sheet', async () => {
  page.close();
  page = shown({ html: null, text: null, problem: 'the customer was erased, and the mail with them' });
  await page.show(<App />, 'The customer was erased, and the mail with them', '/deliveries/d1');
  expect(document.querySelector('iframe')).toBeNull();
  expect(page.says(d.remote)).toBe(false);
});

test('A mail that is text only begins with its text', async () => {
  page.close();
  page = shown({ html: null, text: 'Somebody ordered for much', problem: null });
  await page.show(<App />, 'Somebody ordered for much', '/deliveries/d1');
  expect(document.querySelector('iframe')).toBeNull();
  expect(document.querySelector('input[type=radio][value=html]')).toBeNull();
});

test('A row of the ledger is one link to its mail, with the one to the customer above it', async () => {
  await page.show(<App />, 'omar@example.com', '/deliveries');
  const links = [...document.querySelectorAll('tbody tr')].map((row) => row.querySelectorAll('.row-link').length);
  expect(links.every((count) => count === 1)).toBe(true);
  expect(document.querySelector('tbody .row-link')?.getAttribute('href')).toBe('/deliveries/d1');
});

test('What was only planned does not stand above what was sent: a press shows it, and a choice shows all', async () => {
  await page.show(<App />, 'omar@example.com', '/deliveries');
  expect([page.says('ana@example.com'), page.says('mia@example.com')]).toEqual([false, true]);
  page.button(d.showPlanned).click();
  await page.until(() => page.says('ana@example.com') && !page.says('omar@example.com'), 'what is planned');
  const asked = page.calls
    .filter(({ url }) => /^\/deliveries\?/.test(url))
    .map(({ url }) => new URLSearchParams(url.split('?')[1]).get('state'));
  expect(asked).toEqual([expect.not.stringContaining('planned'), 'planned']);
});

test('Every state, planned too, can be listed', async () => {
  await page.show(<App />, 'ana@example.com', '/deliveries?state=all');
  expect(page.says('omar@example.com')).toBe(true);
  expect(document.querySelector<HTMLInputElement>(`input[aria-label="${d.state}"]`)?.value).toBe(d.alsoPlanned);
});

const plannedLink = () =>
  [...document.querySelectorAll('a')].find(({ textContent }) => textContent === d.showPlanned)?.getAttribute('href');

test('Beside the latest mails of the overview a link leads to what is only planned', async () => {
  await page.show(<App />, t.overview.recent, '/');
  expect(plannedLink()).toBe('/deliveries?state=planned');
  expect([page.says(t.overview.recentOrder), t.deliveries.intro.includes(t.overview.recentOrder)]).toEqual([true, true]);
});

test.each([
  [128, t.overview.onlyPlanned, '/deliveries?state=planned'],
  [0, t.overview.empty, undefined],
])('While nothing has happened and %i mails are planned, the overview says so', async (planned, says, leadsTo) => {
  page.close();
  page = new Harness((method, url, body) =>
    url.endsWith('/overview')
      ? { status: 200, body: { ...overview, counts: { ...overview.counts, planned }, recent: [] } }
      : answer(method, url, body),
  );
  await page.show(<App />, says, '/');
  expect(plannedLink()).toBe(leadsTo);
});

test('That a mail was captured is said once, or not at all where nobody knows how it left', async () => {
  page.close();
  page = new Harness((method, url, body) => {
    const found = answer(method, url, body);
    const { items } = found.body as { items?: object[] };
    if (!/\/deliveries($|\?)/.test(url)) return found;
    const captured = ['captured', null].map((left_as, i) => ({ ...items?.[i], state: 'accepted', left_as, reason: 'accepted: captured' }));
    return { ...found, body: { items: captured, next: null } };
  });
  await page.show(<App />, t.leftAs.unknown ?? '', '/deliveries');
  const cells = [...document.querySelectorAll('tbody tr')].map((row) => row.querySelectorAll('td')[2]?.textContent);
  expect(cells).toEqual([t.leftAs.captured, t.leftAs.unknown]);
});

test('What stands for a subject that is not there is quiet', async () => {
  page.close();
  page = new Harness((method, url, body) => {
    const found = answer(method, url, body);
    const { items = [] } = found.body as { items?: object[] };
    return /\/deliveries($|\?)/.test(url)
      ? { ...found, body: { items: [{ ...items[0], state: 'planned', subject: null }, items[1]], next: null } }
      : found;
  });
  await page.show(<App />, d.noSubject, '/deliveries');
  const [empty, written] = [...document.querySelectorAll<HTMLElement>('tbody .row-link p')].map((one) => one.style.fontWeight);
  expect([empty, written]).toEqual(['', '550']);
});

test.each([
  ['/deliveries/d1', '/deliveries'],
  ['/customers/c1', '/customers'],
  ['/journeys/new-buyer', '/journeys'],
])('%s has a way back to its list at its head', async (at, list) => {
  const isThere = () => document.querySelector(`main h1`)?.previousElementSibling?.getAttribute('href') === list;
  await page.show(<App />, '‹', at);
  await page.until(isThere, 'the way back');
});

test('Of a mail without opens or clicks whose customer was erased none are waited for', async () => {
  page.close();
  page = new Harness((method, url, body) => {
    const found = answer(method, url, body);
    return url.endsWith('/deliveries/d1')
      ? { ...found, body: { ...(found.body as object), touches: [], customer: '', address: null } }
      : found;
  });
  await page.show(<App />, d.noTouchesErased, '/deliveries/d1');
  expect(page.says(d.noTouches)).toBe(false);
});

test('The choice of states calls what has left by every word that rows have for it', async () => {
  await page.show(<App />, d.title, '/deliveries?state=accepted');
  const input = () => document.querySelector<HTMLInputElement>(`input[aria-label="${d.state}"]`);
  await page.until(() => Boolean(input()?.value), 'the chosen state');
  const chosen = input()?.value.toLowerCase();
  for (const word of [t.send.accepted, ...Object.values(t.leftAs)]) expect(chosen).toContain(word?.toLowerCase());
});

test('A long subject takes two lines on a phone', async () => {
  await page.show(<App />, '3 things', '/deliveries');
  expect(document.querySelector('tbody .row-link .subject')).toBeTruthy();
  expect(readFileSync('src/styles.css', 'utf8')).toMatch(/max-width: 40em\) \{\s*\.rows \.subject \{[^}]*-webkit-line-clamp: 2/);
});
