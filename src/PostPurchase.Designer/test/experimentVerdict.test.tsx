import { afterEach, test } from 'vitest';
import type { Experiment } from '../src/api/learning';
import Experiments from '../src/pages/experiments/Experiments';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness;

afterEach(() => page.close());

const said = '12 customers are on neither side: within their 90 days another share was held out.';

const holdout = {
  id: '1',
  journey: 'hello',
  step: '',
  name: 'holdout',
  kind: 'holdout',
  state: 'running',
  metric: 'revenue',
  winner: null,
  verdict: { kind: 'no_difference_yet', text: 'No difference yet.' },
  arms: [],
  not_compared: said,
} as unknown as Experiment;

test('The list of experiments says who is left out of its numbers, as the page of each does', async () => {
  page = new Harness((method, url, body) =>
    url.endsWith('/experiments') ? { status: 200, body: { items: [holdout], next: null } } : answer(method, url, body),
  );
  await page.show(<Experiments />, said);
});

test('A card of the list says of what its figures are', async () => {
  page = new Harness((method, url, body) =>
    url.endsWith('/experiments') ? { status: 200, body: { items: [holdout], next: null } } : answer(method, url, body),
  );
  await page.show(<Experiments />, t.learning.metrics.revenue ?? '');
});
