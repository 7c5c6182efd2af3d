import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { accessKey } from '../src/api/client';
import type { Journey, PublishPlan } from '../src/api/types';
import { t } from '../src/strings';
import { answer, draft } from './fake';
import { Harness } from './harness';
import { journey } from './samples';

const p = t.designer.publishing;

let page: Harness;
/** The draft's revision as the server has it. */
let newest = draft.revision;
let isOvertaken = false;

beforeEach(() => {
  newest = draft.revision;
  isOvertaken = false;
  page = new Harness(served);
});
afterEach(() => {
  accessKey.clear();
  page.close();
});

const served: typeof answer = (method, url, body) => {
  if (url.endsWith('/publish') && isOvertaken) {
    isOvertaken = false;
    return {
      status: 409,
      body: { error: 'another version was put in force meanwhile: look at the changes again', path: 'expected_version' },
    };
  }
  const found = answer(method, url, body);
  if (url.endsWith('/publish-plan')) return { ...found, body: { ...(found.body as PublishPlan), revision: newest } };
  const isJourney = method === 'GET' && url.endsWith('/journeys/new-buyer');
  return isJourney ? { status: 200, body: { ...journey, draft: { ...draft, yaml: journey.yaml ?? '' } } satisfies Journey } : found;
};

const looks = () => page.calls.filter(({ url }) => url.endsWith('/publish-plan')).length;

async function asked() {
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.button(t.designer.publish).click();
  await page.until(() => page.says(p.changes), 'what would change');
}

test('Who publishes the draft that they see is told of nobody else', async () => {
  await asked();
  expect(page.says(p.theirs)).toBe(false);
});

test('Who publishes a draft that somebody else changed meanwhile is told so', async () => {
  newest = draft.revision + 1;
  await asked();
  expect(page.says(p.theirs)).toBe(true);
});

test('After a refusal because of what others did, the dialog shows what is there now beside the reason', async () => {
  await asked();
  isOvertaken = true;
  page.button(p.go).click();
  await page.until(() => looks() === 2 && page.says(p.changes), 'another look');
  expect(page.says('nother version was put in force meanwhile')).toBe(true);
  page.button(p.go).click();
  await page.until(() => page.says(p.done('a1b2c3', 'new-buyer.yaml')), 'that it is published');
});
