import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { accessKey } from '../src/api/client';
import type { Journey, PublishPlan, VersionRow } from '../src/api/types';
import { t } from '../src/strings';
import { answer, draft } from './fake';
import { Harness } from './harness';
import { journey } from './samples';

const p = t.designer.publishing;

let page: Harness;
/** The draft's revision as the server has it. */
let newest = draft.revision;
let versions: VersionRow[] = [];
/** What the plan says otherwise. */
let planned: Partial<PublishPlan> = {};
/** What the next publishing is refused with. */
let refusal: { status: number; body: unknown } | null = null;

beforeEach(() => {
  newest = draft.revision;
  versions = [];
  planned = {};
  refusal = null;
  page = new Harness(served);
});
afterEach(() => {
  accessKey.clear();
  page.close();
});

const served: typeof answer = (method, url, body) => {
  if (url.endsWith('/publish') && refusal) {
    const refused = refusal;
    refusal = null;
    return refused;
  }
  const found = answer(method, url, body);
  if (url.endsWith('/publish-plan')) return { ...found, body: { ...(found.body as PublishPlan), revision: newest, ...planned } };
  if (url.endsWith('/versions')) return { status: 200, body: { items: versions, next: null } };
  const isJourney = method === 'GET' && url.endsWith('/journeys/new-buyer');
  return isJourney ? { status: 200, body: { ...journey, draft: { ...draft, yaml: journey.yaml ?? '' } } satisfies Journey } : found;
};

const looks = () => page.calls.filter(({ url }) => url.endsWith('/publish-plan')).length;

async function asked() {
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.button(t.designer.publish).click();
  await page.until(() => page.says(p.changes), 'what would change');
}

const published: VersionRow = {
  version: '3f9c21',
  at: '2026-03-12T10:00:00Z',
  by: 'Ann',
  note: null,
  inside: 214,
  is_current: true,
  changes: [],
  hash: 'c0ffee',
};

test('The version in force, and those that people are on, are named by when and by whom', async () => {
  versions = [published];
  await asked();
  await page.until(() => page.says('published by Ann, '), 'by whom');
  const [first] = [...document.querySelectorAll('.facts dd')].map((one) => one.textContent ?? '');
  expect(first).toMatch(/^Published by Ann, .*2026.* 3f9c21$/);
  expect(page.says('214 on the version published by Ann, ')).toBe(true);
});

test('A version that somebody else put in force meanwhile is named too, also where the others were read before', async () => {
  versions = [published];
  await asked();
  await page.until(() => page.says('Published by Ann, '), 'by whom');
  versions = [
    { ...published, version: '77aa01', by: 'Ben' },
    { ...published, is_current: false },
  ];
  planned = { old_version: '77aa01' };
  refusal = { status: 409, body: { error: 'Another version was put in force meanwhile', path: null } };
  page.button(p.go).click();
  await page.until(() => page.says('Published by Ben, '), 'who published the other one');
});

test('A version that nothing is known of is called by its hash', async () => {
  await asked();
  expect(document.querySelector('.facts dd')?.textContent).toBe('3f9c21');
  expect(page.says(p.insideVersion('3f9c21', 214))).toBe(true);
});

test('Steps that change are called as their cards are, with their keys for who points at them', async () => {
  const fields = [{ field: 'send.min_gap', before: '2d', after: '3d' }];
  planned = {
    changes: [
      { kind: 'changed', step: 'teach', step_kind: 'email', fields },
      { kind: 'removed', step: 'cross-sell-1', step_kind: 'email', fields: [] },
    ],
  };
  await asked();
  const [teach, gone] = document.querySelectorAll('.changes > li');
  expect(teach?.textContent).toContain(`Teach · ${t.designer.kinds.email} · 3 things to do first`);
  expect(gone?.textContent).toContain('Cross sell 1');
  expect(gone?.querySelector('b')?.title).toBe('cross-sell-1');
});

const added = (step: string, step_kind: string) => ({ kind: 'added', step, step_kind, fields: [] });
const beginning = [
  {
    kind: 'changed',
    step: null,
    step_kind: null,
    fields: [
      { field: 'journey', before: null, after: 'new-buyer' },
      { field: 'name', before: null, after: 'Thank, teach, suggest' },
    ],
  },
  added('settle', 'wait'),
  added('teach', 'email'),
  added('suggest', 'email'),
];
const firstOfAll = 'The first version of “Thank, teach, suggest”: 3 steps, 2 mails among them.';

test('What is published first is no change: it is said what it is, by its name', async () => {
  planned = { old_version: null, old_hash: null, changes: beginning };
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.button(t.designer.publish).click();
  await page.until(() => page.says(firstOfAll), 'what is published');
  expect([page.says(p.first), page.says(p.changes), page.says('new-buyer.yaml')]).toEqual([true, false, true]);
});

test('Against a version in force that cannot be read any more nothing is called the first', async () => {
  planned = { changes: beginning };
  await asked();
  expect(page.says(firstOfAll)).toBe(false);
});

test('The first of the versions says what it brought', async () => {
  versions = [{ ...published, changes: beginning }];
  await page.show(<App />, firstOfAll, '/journeys/new-buyer?tab=versions');
  expect(document.querySelector('.changes')).toBeNull();
});

test('What has to be looked at is said before it is published, and does not forbid it', async () => {
  const message = 'nothing is ever posted to localhost';
  planned = { problems: [{ line: 7, column: 10, code: 'PP111', message, severity: 'warning', path: null }] };
  await asked();
  expect([page.says(p.toLookAt), page.says(message), page.says(p.blocked)]).toEqual([true, true, false]);
});

test.each([
  ['nothing differs', []],
  ['everything is gone', [{ kind: 'removed', step: 'settle', step_kind: 'wait', fields: [] }]],
])('Of a text that cannot be read it is not said that %s, only what is wrong', async (_, changes) => {
  const message = 'this is not YAML: no';
  planned = {
    version: null,
    changes,
    can_publish: false,
    problems: [{ line: 2, column: 10, code: 'PP100', message, severity: 'error', path: null }],
  };
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.button(t.designer.publish).click();
  await page.until(() => page.says(message), 'what is wrong');
  expect(page.says(p.changes)).toBe(false);
  expect(page.says(p.noChanges)).toBe(false);
});

test('Who publishes the draft that they see is told of nobody else', async () => {
  await asked();
  expect(page.says(p.theirs)).toBe(false);
});

test('Who publishes a draft that somebody else changed meanwhile is told so', async () => {
  newest = draft.revision + 1;
  await asked();
  expect(page.says(p.theirs)).toBe(true);
});

test.each([
  ['Another version was put in force meanwhile', 409],
  ['Ben saved this draft meanwhile', 412],
])('After the refusal “%s”, the dialog shows what is there now beside the reason', async (error, status) => {
  await asked();
  refusal = { status, body: { error, path: null } };
  page.button(p.go).click();
  await page.until(() => looks() === 2 && page.says(p.changes) && page.says(error), 'another look beside the reason');
  page.button(p.go).click();
  await page.until(() => page.says(p.done('a1b2c3', 'new-buyer.yaml')), 'that it is published');
});

test('Who is refused because somebody saved the draft meanwhile publishes the revision that is shown then', async () => {
  await asked();
  refusal = { status: 412, body: { error: 'Ben saved this draft meanwhile', path: null } };
  newest = draft.revision + 1;
  page.button(p.go).click();
  await page.until(() => looks() === 2 && page.says(p.theirs), 'that the draft is another');
  page.button(p.go).click();
  await page.until(() => page.says(p.done('a1b2c3', 'new-buyer.yaml')), 'that it is published');
  const asks = page.calls.filter(({ url }) => url.endsWith('/publish')).map(({ body }) => (body as { revision: number }).revision);
  expect(asks).toEqual([draft.revision, draft.revision + 1]);
});
