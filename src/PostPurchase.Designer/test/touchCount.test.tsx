import { afterEach, expect, test } from 'vitest';
import { Touches } from '../src/pages/reports/Traffic';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness;

afterEach(() => page.close());

const l = t.learning;
const day = { day: '2026-03-14', kind: 'open', actor: 'machine', touches: 2, mails: 1 };
const row = {
  id: '9',
  customer_id: 'c1',
  customer: 'jane@example.com',
  journey: 'hello',
  step: 'teach',
  delivery: 'd1',
  at: '2026-03-14T09:12:04Z',
  kind: 'open',
  actor: 'machine',
  reason: 'it came from a data centre',
  agent: null,
};

test('A number of opens opens into them, of its day and store', async () => {
  page = new Harness((method, url, body) => {
    if (url.includes('/reports/touches/rows')) return { status: 200, body: { items: [row], next: null } };
    if (url.includes('/reports/touches')) return { status: 200, body: { from: day.day, to: day.day, time_zone: null, days: [day] } };
    return answer(method, url, body);
  });
  await page.show(<Touches period={{ from: '2026-03-01', to: '2026-03-28', store: 'berlin' }} />, 'Mar 14, 2026');

  page.button(`2: ${l.touchesOf(l.columns.machineOpens, 'Mar 14, 2026')}`).click();

  await page.until(() => page.says('jane@example.com') && page.says('It came from a data centre'), 'the rows');
  const asked = page.calls.find(({ url }) => url.startsWith('/reports/touches/rows'))?.url ?? '';
  expect(Object.fromEntries(new URLSearchParams(asked.split('?')[1]))).toEqual({
    kind: 'open',
    actor: 'machine',
    from: day.day,
    to: day.day,
    store: 'berlin',
  });
  expect(document.querySelectorAll('button[aria-label*="clicks on"]').length).toBe(0);
});

test('Clicks of people only are called by one name wherever a column counts them', () => {
  const names = [l.columns.humanClicks, t.overview.columns.clicks, t.commission.earnings.clicks];
  expect(new Set(names)).toEqual(new Set([t.journeys.clicks]));
});
