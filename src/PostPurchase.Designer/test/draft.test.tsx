import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { App } from '../src/App';
import { accessKey } from '../src/api/client';
import { pauseAfter } from '../src/journey/useRest';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';
import { journey } from './samples';

let page: Harness;
let isDown = true;

beforeEach(() => {
  isDown = true;
  page = new Harness((method, url, body) =>
    isDown && method === 'PUT' ? { status: 503, body: { error: 'the disk is full', path: null } } : answer(method, url, body),
  );
});
afterEach(() => {
  vi.useRealTimers();
  accessKey.clear();
  page.close();
});

const tries = () => page.calls.filter(({ method }) => method === 'PUT').length;
const failed = t.designer.saveFailed('the disk is full');

// In small steps: between them React does what it has planned, as between two events of a browser.
async function pass(milliseconds: number) {
  for (let passed = 0; passed < milliseconds; passed += 50) await vi.advanceTimersByTimeAsync(50);
}

async function renamed() {
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  vi.useFakeTimers();
  page.type(t.designer.fields.name, 'Thank and teach');
  await pass(1_000);
}

test('Each pause after a failure is twice as long, up to half a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map(pauseAfter)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test('A draft that cannot be saved is tried again with growing pauses, and says so meanwhile', async () => {
  await renamed();
  const counts = [tries()];
  for (const pause of [1_300, 2_300, 4_300]) {
    await pass(pause);
    counts.push(tries());
  }
  expect(counts).toEqual([1, 2, 3, 4]);
  expect(page.says(failed)).toBe(true);
}, 30_000);

test('While nothing can be checked, no text is said to be without problems', async () => {
  const whole = new Harness((method, url, body) =>
    isDown && (method === 'PUT' || url.endsWith('/validate'))
      ? { status: 503, body: { error: t.state.offline, path: null } }
      : answer(method, url, body),
  );
  isDown = false;
  await whole.show(<App />, t.designer.noProblems, '/journeys/new-buyer');
  isDown = true;
  whole.type(t.designer.fields.name, 'Thank and teach');
  await whole.until(() => whole.says(t.designer.notChecked), 'that nothing was checked');
  expect(whole.says(t.designer.noProblems)).toBe(false);
  await whole.until(() => whole.says('Not saved, trying again: The server did not answer. Is it running?'), 'why');
  whole.close();
}, 30_000);

test('Once connected again it is saved without waiting for the end of the pause', async () => {
  await renamed();
  await pass(3_600);
  expect(tries()).toBe(3);
  isDown = false;
  window.dispatchEvent(new Event('online'));
  await pass(400);
  expect(tries()).toBe(4);
  expect(page.says(failed)).toBe(false);
}, 30_000);

const follow = (text: string) => [...document.querySelectorAll('a')].find((link) => link.textContent === text)?.click();
const leave = () => follow(t.nav.templates);

test('What was typed right before the page is left is saved', async () => {
  isDown = false;
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.type(t.designer.fields.name, 'Thank and teach');
  await page.until(() => page.says('Thank and teach'), 'the new name');
  expect(tries()).toBe(0);
  leave();
  await page.until(() => tries() === 1, 'the save');
  expect(JSON.stringify(page.calls.find(({ method }) => method === 'PUT')?.body)).toContain('Thank and teach');
}, 30_000);

test('Who comes back finds what was saved last', async () => {
  isDown = false;
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.type(t.designer.fields.name, 'Thank and teach');
  await page.until(() => tries() === 1, 'the save');
  follow(t.nav.journeys);
  await page.until(() => page.says('Win back the silent'), 'the list');
  follow('Thank, teach, suggest');
  await page.until(() => page.says('purchase count is 1'), 'the journey');
  expect(page.field(t.designer.fields.name).value).toBe('Thank and teach');
}, 30_000);

test('Who leaves a draft that could not be saved is asked first', async () => {
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.type(t.designer.fields.name, 'Thank and teach');
  await page.until(() => page.says(failed), 'the failure');
  leave();
  await page.until(() => page.says(t.forms.leave.title), 'the question');
}, 30_000);

test('A draft names the version that it was begun on, so that it undoes nothing that was published meanwhile', async () => {
  isDown = false;
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.type(t.designer.fields.name, 'Thank and teach');
  await page.until(() => tries() === 1, 'the save');
  expect(page.calls.find(({ method }) => method === 'PUT')).toMatchObject({ ifMatch: '"0"', body: { base_version: journey.version } });
}, 30_000);

test('A page where nothing was changed goes on with what somebody else published', async () => {
  let now = journey;
  page.close();
  page = new Harness((method, url, body) =>
    method === 'GET' && url.endsWith('/journeys/new-buyer') ? { status: 200, body: now } : answer(method, url, body),
  );
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  now = { ...journey, version: 'a1b2c3', yaml: journey.yaml?.replace(/^name: .*$/m, 'name: Only thank') ?? null };
  // As when somebody comes back to this window: what is shown is asked for again.
  window.dispatchEvent(new Event('visibilitychange'));
  await page.until(() => page.field(t.designer.fields.name).value === 'Only thank', 'the new text');
}, 30_000);

test('A draft that could not be thrown away says why', async () => {
  page.close();
  page = new Harness((method, url, body) =>
    method === 'DELETE' ? { status: 503, body: { error: 'the disk is full', path: null } } : answer(method, url, body),
  );
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.type(t.designer.fields.name, 'Thank and teach');
  await page.until(() => tries() === 1, 'the save');
  page.button(t.designer.more).click();
  const item = () => [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find((one) => one.textContent === t.designer.discard);
  await page.until(() => item() !== undefined, 'the menu');
  item()?.click();
  const really = () =>
    [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')].find((one) => one.textContent === t.designer.discard);
  await page.until(() => really() !== undefined, 'the question');
  really()?.click();
  await page.until(() => page.says('the disk is full'), 'why');
}, 30_000);

test('A simulation that is cancelled is forgotten once', async () => {
  page.close();
  const running = { ...(answer('GET', '/api/v1/simulations/s1', null).body as object), state: 'running', progress: 0.2 };
  page = new Harness((method, url, body) => (url.includes('/simulations') ? { status: 200, body: running } : answer(method, url, body)));
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.button(t.designer.simulate).click();
  await page.until(() => page.says(t.designer.simulating.intro), 'the drawer');
  page.button(t.designer.simulating.run).click();
  await page.until(() => page.says(t.state.cancel), 'that it runs');
  page.button(t.state.cancel).click();
  await page.until(() => page.calls.some(({ method }) => method === 'DELETE'), 'the word to the server');
  await page.until(() => !page.says(t.state.cancel), 'the end');
  expect(page.calls.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
}, 30_000);

test('Who types on after somebody has put the draft in force goes on from that', async () => {
  let saved = '';
  page.close();
  page = new Harness((method, url, body) => {
    if (method === 'PUT' && tries() === 2)
      return { status: 412, body: { error: 'gone', path: null, edited_by: null, edited_at: null, revision: 0, yaml: saved, changes: [] } };
    if (method === 'PUT') saved = String(body?.yaml);
    return answer(method, url, body);
  });
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.type(t.designer.fields.name, 'Thank and teach');
  await page.until(() => tries() === 1, 'the first save');
  page.type(t.designer.fields.name, 'Thank and teach well');
  await page.until(() => tries() === 3, 'the save after the refusal');
  expect(page.calls.findLast(({ method }) => method === 'PUT')).toMatchObject({ ifMatch: '"0"' });
  expect(page.says(t.designer.conflict.gone)).toBe(false);
}, 30_000);
