import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
import type { Problem } from '../src/api/types';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let app: Harness;
/** What the server says about the text. */
let problems: Problem[] = [];

beforeEach(() => {
  problems = [];
  app = new Harness((method, url, body) => (url.endsWith('/validate') ? { status: 200, body: { problems } } : answer(method, url, body)));
});

afterEach(() => app.close());

const { fields: f } = t.designer;
const open = (step: string, says: string) => app.show(<App />, says, `/journeys/new-buyer?step=${step}`);
const waitForDate = () => document.querySelector<HTMLInputElement>('input[type="radio"][value="date"]')?.click();
const optionsOf = (label: string) => {
  const list = document.getElementById(app.field(label).getAttribute('aria-controls') ?? '');
  return [...(list?.querySelectorAll('[role="option"]') ?? [])].map((option) => option.textContent);
};
const saved = () => JSON.stringify(app.calls.filter(({ method }) => method === 'PUT').at(-1)?.body ?? '');

test('A wait for a date begins with the date of the purchase, chosen from the dates that there are', async () => {
  await open('settle', f.waitDate);
  waitForDate();
  await app.until(() => app.says('When the order was placed.'), 'what the date means');
  await app.until(() => app.field(f.date).value === 'Purchase at', 'the date');
  app.field(f.date).click();
  await app.until(() => optionsOf(f.date).length > 0, 'the dates');
  expect(optionsOf(f.date)).toEqual(['First purchase at', 'Purchase at', 'Purchase delivered at']);
});

test('A date that the list does not have can be written as an expression', async () => {
  await open('settle', f.waitDate);
  waitForDate();
  await app.until(() => app.says(t.designer.conditions.asExpression), 'the way to an expression');
  [...document.querySelectorAll('button')].filter(({ textContent }) => textContent === t.designer.conditions.asExpression)[0]?.click();
  const label = `${f.date}, ${t.designer.conditions.expression}`;
  await app.until(() => app.says(label), 'the expression');
  app.type(label, 'purchase.delivered_at ?? purchase.at');
  await app.until(() => saved().includes('purchase.delivered_at ?? purchase.at'), 'the save');
  expect(app.button(f.dateAsList).disabled).toBe(true);
});

test.each([
  ['`steps[7].update` is ``; expected a text', t.forms.empty],
  ['`steps[7].update` is `3 days`; expected a duration such as 3d', 'Expected a duration such as 3d.'],
])('“%s” is said without the path beside the field and in the list', async (message, plain) => {
  problems = [{ line: 40, column: 1, code: 'PP103', message, severity: 'error', path: 'steps[7].update.tags.add' }];
  await open('tagged', plain);
  expect(document.querySelector('.step-panel')?.textContent).toContain(plain);
  expect(document.querySelector('.problem-list')?.textContent).toContain(`tagged: tags add: ${plain}`);
  expect(app.says('steps[7]')).toBe(false);
});
