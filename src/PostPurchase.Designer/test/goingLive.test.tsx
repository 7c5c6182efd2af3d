import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { accessKey } from '../src/api/client';
import type { GoLive } from '../src/api/types';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

const s = t.welcome.live;

let page: Harness;
let states: string[] = [];

beforeEach(() => {
  page = new Harness((method, url, body) => (url.endsWith('/go-live') ? { status: 200, body: live() } : answer(method, url, body)));
});
afterEach(() => {
  accessKey.clear();
  page.close();
});

const live = (): GoLive => ({
  mode: 'captured',
  next: 'captured',
  redirect_to: null,
  locked: null,
  restarts: true,
  checks: states.map((state, i) => ({ name: ['from_address', 'dkim', 'journeys'][i] ?? '', state, detail: null })),
  journeys: [],
  inside: 0,
  runs_due: 0,
  mails_due: [],
  late_runs: 0,
  late_mails: 0,
  planned: [],
});

test.each([
  [['ok', 'ok', 'ok'], s.ok],
  [['advice', 'ok', 'ok'], s.okBut(1)],
  [['advice', 'ok', 'advice'], s.okBut(2)],
  [['wrong', 'advice', 'ok'], s.missing(1)],
])('What the checks come to is said above them: %s', async (found, said) => {
  states = found;
  await page.show(<App />, said, '/go-live');
  expect([s.ok, s.okBut(1), s.okBut(2), s.missing(1)].filter((text) => page.says(text))).toEqual([said]);
});
