import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
import type { Problem } from '../src/api/types';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';
import { journey } from './samples';

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
  ['`steps[7].update` is ``; expected a duration such as 90m, 36h, 3d or 2w', t.forms.empty],
  ['`steps[7].update` is `day ..3`; expected a window such as day 1..3 or week 2..4', t.forms.empty],
  ['`steps[7].update` is `3 days`; expected a duration such as 3d', 'Expected a duration such as 3d.'],
])('“%s” is said without the path beside the field and in the list', async (message, plain) => {
  problems = [{ line: 40, column: 1, code: 'PP103', message, severity: 'error', path: 'steps[7].update.tags.add' }];
  await open('tagged', plain);
  expect(document.querySelector('.step-panel')?.textContent).toContain(plain);
  expect(document.querySelector('.problem-list')?.textContent).toContain(`tagged: tags add: ${plain}`);
  expect(app.says('steps[7]')).toBe(false);
  expect([app.says('PP103'), app.says(`${plain} ${t.designer.problemAt(40)}`)]).toEqual([false, true]);
});

test('What becomes of late mail is chosen in words of its own', async () => {
  await app.show(<App />, f.if_late, '/journeys/new-buyer');
  app.field(f.if_late).click();
  await app.until(() => optionsOf(f.if_late).length > 0, 'the choices');
  expect(optionsOf(f.if_late)).toEqual(['send it all the same', 'skip the mail', 'send it at its next hour']);
});

test('A number that has limits says them', async () => {
  await app.show(<App />, f.if_late, '/journeys/new-buyer');
  expect(app.field(f.priority).closest('.mantine-InputWrapper-root')?.textContent).toContain(f.range(0, 100));
});

test('A text that is no YAML is told once', async () => {
  const broken = 'journey: new-buyer\nsteps: - id: a: b\n';
  // Another line than the one that the browser finds.
  problems = [{ line: 1, column: 10, code: 'PP100', message: 'this is not YAML: no.', severity: 'error', path: null }];
  app.close();
  app = new Harness((method, url, body) =>
    url.endsWith('/validate')
      ? { status: 200, body: { problems } }
      : method === 'GET' && url.endsWith('/journeys/new-buyer')
        ? { status: 200, body: { ...journey, yaml: broken } }
        : answer(method, url, body),
  );
  await app.show(<App />, t.journeys.problems(1), '/journeys/new-buyer');
  expect(document.querySelector('[role="alert"]')?.textContent).toBe(t.designer.notYaml(1, 'no'));
  expect(app.says('this is not YAML: no')).toBe(false);
});
