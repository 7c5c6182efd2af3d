import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { accessKey } from '../src/api/client';
import type { Journey, StatusPlan } from '../src/api/types';
import { sentence } from '../src/parts/format';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';
import { findings, journey } from './samples';

const d = t.designer;
const [forbidden] = findings;

let page: Harness;
let isAnswered = false;

beforeEach(() => {
  isAnswered = false;
  page = new Harness(served);
});
afterEach(() => {
  accessKey.clear();
  page.close();
});

const plan: StatusPlan = {
  from: 'draft',
  to: 'live',
  people: 0,
  marketing_waiting: 0,
  marketing_held: 0,
  transactional_waiting: 0,
  next_due_at: null,
  if_late: 'skip',
  mail_mode: 'live',
  findings: [],
};

const served: typeof answer = (method, url, body) => {
  const of = (found: object) => ({ status: 200, body: found });
  if (url.includes('/status-plan')) {
    const finding = isAnswered ? { ...forbidden, blocks: false, reason: 'Sent by post instead' } : forbidden;
    return of({ ...plan, findings: [finding] });
  }
  if (url.endsWith('/compliance/overrides')) isAnswered = true;
  const isJourney = method === 'GET' && url.endsWith('/journeys/new-buyer');
  return isJourney ? of({ ...journey, status: 'draft' } satisfies Journey) : answer(method, url, body);
};

/** That of the dialog: another is in the bar behind it. */
const go = () =>
  [...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')].find((one) => one.textContent === d.switching.go.live);

async function asked() {
  await page.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  page.button(d.goLive).click();
  await page.until(() => page.says(d.switching.entersAgain), 'what going live does');
}

test('A journey whose mails the law forbids cannot go live, and the dialog says why', async () => {
  await asked();
  expect([go()?.disabled, page.says(d.publishing.forbidden), page.says(sentence(forbidden?.message ?? '?'))]).toEqual([true, true, true]);
});

test('A journey goes live once somebody answers for what forbids it, in the same dialog', async () => {
  await asked();
  page.button(t.offers.compliance.override).click();
  await page.until(() => page.says(t.offers.compliance.bound), 'the question for a reason');
  page.type(t.offers.compliance.reason, 'Sent by post instead');
  await page.until(() => !page.button(t.offers.compliance.go).disabled, 'that the reason is long enough');
  page.button(t.offers.compliance.go).click();
  await page.until(() => go()?.disabled === false, 'that it may go live');
  go()?.click();
  await page.until(() => page.calls.some(({ url }) => url.endsWith('/journeys/new-buyer/status')), 'the switch');
});
