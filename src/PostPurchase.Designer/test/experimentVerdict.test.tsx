import { afterEach, expect, test } from 'vitest';
import { App } from '../src/App';
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

test('On a phone the difference stands beside the figure, and who was assigned below the variant', async () => {
  const metrics = [{ metric: 'revenue', customers: 1200, average: 2.5 }];
  const arms = ['mailed', 'held-out'].map((name, number) => ({ name, number, weight: 1, weight_in_force: 1, assigned: 1200, metrics }));
  const whole = {
    ...holdout,
    arms,
    metrics: ['revenue'],
    comparisons: [],
    window_days: 30,
    untracked_share: 0,
    thompson_floor: null,
    pairs: 1,
  };
  page = new Harness((method, url, body) => (url.endsWith('/experiments/1') ? { status: 200, body: whole } : answer(method, url, body)));
  await page.show(<App />, t.learning.difference, '/experiments/1');
  const kept = [...document.querySelectorAll('thead th:not(.hide-narrow)')].map((one) => one.textContent);
  expect(kept.slice(0, 3)).toEqual([t.learning.variant, t.learning.metrics.revenue, t.learning.difference]);
  expect(document.querySelector('.variant .only-narrow')?.textContent).toBe('1,200 assigned');
  expect([...document.querySelectorAll('thead th')].find((one) => one.textContent === t.learning.assigned)?.getAttribute('title')).toBe(
    t.learning.assignedHint,
  );
  expect(document.body.textContent).toContain(t.learning.metricHints.revenue);
});

test('A card of the list says of what its figures are', async () => {
  page = new Harness((method, url, body) =>
    url.endsWith('/experiments') ? { status: 200, body: { items: [holdout], next: null } } : answer(method, url, body),
  );
  await page.show(<Experiments />, t.learning.metrics.revenue ?? '');
});

test('No figure of a card is heavier than another: the verdict says which is better', async () => {
  const arms = [120, 80].map((customers, i) => ({
    name: `arm-${i}`,
    assigned: customers,
    metrics: [{ metric: 'revenue', customers, average: i + 1.25 }],
  }));
  page = new Harness((method, url, body) =>
    url.endsWith('/experiments') ? { status: 200, body: { items: [{ ...holdout, arms }], next: null } } : answer(method, url, body),
  );
  await page.show(<Experiments />, '2.25');
  const figures = [...document.querySelectorAll<HTMLElement>('section p')].filter((one) => /^\D?[12]\.25$/.test(one.textContent ?? ''));
  expect(figures.map((one) => one.style.fontWeight)).toEqual(['', '']);
});
