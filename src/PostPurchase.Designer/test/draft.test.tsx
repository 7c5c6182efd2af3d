import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { App } from '../src/App';
import { accessKey } from '../src/api/client';
import type { Draft, Journey } from '../src/api/types';
import { pauseAfter } from '../src/journey/useRest';
// Read before the tests: some of them hold the clock, by which modules are read too.
import '../src/pages/journeys/JourneyList';
import '../src/pages/journeys/JourneyPage';
import '../src/pages/templates/TemplateList';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';
import { journey } from './samples';

let page: Harness;
let isDown = true;
/** The journey as the server has it, with the draft that was saved. */
let has: Journey = journey;

beforeEach(() => {
  isDown = true;
  has = journey;
  page = new Harness(served);
});
afterEach(() => {
  vi.useRealTimers();
  accessKey.clear();
  page.close();
});

const served: typeof answer = (method, url, body) => {
  if (isDown && method === 'PUT') return { status: 503, body: { error: 'the disk is full', path: null } };
  const isGone = has.draft === null && page.calls.at(-1)?.ifMatch !== '"0"';
  if (method === 'PUT' && isGone) return { status: 412, body: { ...nobody, yaml: has.yaml, hash: has.hash } };
  if (url.endsWith('/publish-plan') && has.draft === null)
    return { status: 404, body: { error: 'ann put the last one in force', path: null } };
  const found = answer(method, url, body);
  if (method === 'PUT') has = { ...has, draft: found.body as Draft };
  return method === 'GET' && url.endsWith('/journeys/new-buyer') ? { status: 200, body: has } : found;
};
const nobody = { error: 'gone', path: null, edited_by: null, edited_at: null, revision: 0, changes: [], yours: null };

/** Somebody else publishes what was saved last. */
const putInForce = () => {
  has = { ...has, yaml: has.draft?.yaml ?? has.yaml, hash: has.draft?.hash ?? has.hash, draft: null };
};

// As when somebody comes back to this window: what is shown is asked for again.
const comeBack = () => window.dispatchEvent(new Event('visibilitychange'));

const tries = () => page.calls.filter(({ method }) => method === 'PUT').length;
const failed = t.designer.saveFailed('The disk is full');

// In small steps: between them React does what it has planned, as between two events of a browser.
async function pass(milliseconds: number) {
  for (let passed = 0; passed < milliseconds; passed += 50) await vi.advanceTimersByTimeAsync(50);
}

async function renamed() {
  // The whole page: what follows the first of it must not wait for a clock that is held.
  await page.show(<App />, t.designer.fields.holdoutHint, '/journeys/new-buyer');
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
});

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
});

test('Once connected again it is saved without waiting for the end of the pause', async () => {
  await renamed();
  await pass(3_600);
  expect(tries()).toBe(3);
  isDown = false;
  window.dispatchEvent(new Event('online'));
  await pass(400);
  expect(tries()).toBe(4);
  expect(page.says(failed)).toBe(false);
});

const follow = (text: string) => [...document.querySelectorAll('a')].find((link) => link.textContent === text)?.click();
const leave = () => follow(t.nav.templates);

test('What was typed right before the page is left is saved', async () => {
  isDown = false;
  await page.show(<App />, t.designer.fields.holdoutHint, '/journeys/new-buyer');
  vi.useFakeTimers();
  page.type(t.designer.fields.name, 'Thank and teach');
  await page.until(() => page.says('Thank and teach'), 'the new name');
  expect(tries()).toBe(0);
  leave();
  await page.until(() => tries() === 1, 'the save');
  expect(JSON.stringify(page.calls.find(({ method }) => method === 'PUT')?.body)).toContain('Thank and teach');
});

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
});

test('Who leaves a draft that could not be saved is asked first', async () => {
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.type(t.designer.fields.name, 'Thank and teach');
  await page.until(() => page.says(failed), 'the failure');
  leave();
  await page.until(() => page.says(t.forms.leave.title), 'the question');
});

test('A draft names the version that it was begun on, so that it undoes nothing that was published meanwhile', async () => {
  isDown = false;
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.type(t.designer.fields.name, 'Thank and teach');
  await page.until(() => tries() === 1, 'the save');
  expect(page.calls.find(({ method }) => method === 'PUT')).toMatchObject({ ifMatch: '"0"', body: { base_hash: journey.hash } });
});

test('A page where nothing was changed goes on with what somebody else published, also where only the name is another', async () => {
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  has = { ...journey, yaml: journey.yaml?.replace(/^name: .*$/m, 'name: Only thank') ?? null };
  comeBack();
  await page.until(() => page.field(t.designer.fields.name).value === 'Only thank', 'the new text');
});

test('A journey that was paused where nothing was changed has no draft', async () => {
  await page.show(<App />, t.designer.published, '/journeys/new-buyer');
  has = { ...journey, status: 'paused', yaml: journey.yaml?.replace('status: live', 'status: paused') ?? null };
  expect(has.yaml).not.toBe(journey.yaml);
  comeBack();
  await page.until(() => page.says(t.designer.resume), 'the pause');
  await page.until(() => page.says(t.designer.published), 'that it is as published');
  expect(page.says(t.designer.draft)).toBe(false);
});

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
  await page.until(() => page.says('The disk is full'), 'why');
});

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
});

test('A conflict tells apart what somebody else changed and what you did', async () => {
  const changed = (step: string, before: string, after: string) => [
    { kind: 'changed', step, step_kind: 'email', fields: [{ field: 'subject', before, after }] },
  ];
  const conflict = {
    ...{
      error: 'ann saved this draft meanwhile',
      path: null,
      edited_by: 'whoever runs this server',
      edited_at: '2026-03-14T10:00:00Z',
      revision: 7,
    },
    ...{ yaml: journey.yaml, hash: 'h', changes: changed('teach', 'Old', 'By Ann'), yours: changed('suggest', 'Older', 'By me') },
  };
  page.close();
  page = new Harness((method, url, body) => (method === 'PUT' ? { status: 412, body: conflict } : answer(method, url, body)));
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.type(t.designer.fields.name, 'Thank and teach');
  await page.until(() => page.says(t.designer.conflict.yourChanges), 'the conflict');
  expect(document.querySelector('[role=alert]')?.textContent).toMatch(
    /^Whoever runs this server saved this draft.*What whoever runs this server changed:.*By Ann.*What you changed.*By me/,
  );
  expect(page.calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({ base_yaml: journey.draft?.yaml ?? journey.yaml });
});

async function saved(name: string) {
  isDown = false;
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.type(t.designer.fields.name, name);
  await page.until(() => page.says('Draft saved at'), 'the save');
}

test('Who types on after somebody has put the draft in force goes on from that', async () => {
  await saved('Thank and teach');
  putInForce();
  page.type(t.designer.fields.name, 'Thank and teach well');
  await page.until(() => tries() === 3, 'the save after the refusal');
  expect(page.calls.findLast(({ method }) => method === 'PUT')).toMatchObject({ ifMatch: '"0"', body: { base_hash: has.hash } });
  expect(page.says(t.designer.conflict.gone)).toBe(false);
});

test('Who types and publishes at once after somebody has put the draft in force sees what would change', async () => {
  await saved('Thank and teach');
  putInForce();
  vi.useFakeTimers();
  page.type(t.designer.fields.name, 'Thank and teach well');
  await page.until(() => page.says(t.designer.changed), 'that it is not saved yet');
  page.button(t.designer.publish).click();
  await page.until(() => page.says(t.designer.publishing.changes), 'what would change');
  expect(tries()).toBe(3);
  expect(page.says(t.designer.conflict.gone)).toBe(false);
});

test('Who types and leaves at once after somebody has put the draft in force is asked nothing', async () => {
  await saved('Thank and teach');
  putInForce();
  vi.useFakeTimers();
  page.type(t.designer.fields.name, 'Thank and teach well');
  await page.until(() => page.says(t.designer.changed), 'that it is not saved yet');
  leave();
  await page.until(() => page.says(t.templates.intro), 'the other page');
  expect(page.says(t.forms.leave.title)).toBe(false);
});

test('Who publishes a draft that is in force already is told who did it, and shown what is in force', async () => {
  await saved('Thank and teach');
  putInForce();
  page.button(t.designer.publish).click();
  await page.until(() => page.says('Ann put the last one in force'), 'who it was');
  page.button(t.designer.publishing.seeInForce).click();
  await page.until(() => page.says(t.designer.published), 'that it is as published');
  expect(page.field(t.designer.fields.name).value).toBe('Thank and teach');
});

test('A page whose draft somebody else has put in force says so by itself', async () => {
  await saved('Thank and teach');
  putInForce();
  comeBack();
  await page.until(() => page.says(t.designer.published), 'that it is as published');
  expect(tries()).toBe(1);
});
