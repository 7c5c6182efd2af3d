import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
import type { Problem } from '../src/api/types';
import { readJourney, valueAt } from '../src/journey/model';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let app: Harness;
/** What the server says about the text. */
let problems: (yaml: string) => Problem[] = () => [];

beforeEach(() => {
  problems = () => [];
  app = new Harness((method, url, body) =>
    url.endsWith('/validate') ? { status: 200, body: { problems: problems((body as { yaml: string }).yaml) } } : answer(method, url, body),
  );
});

afterEach(() => app.close());

const { fields: f, units } = t.designer;
const open = (step: string, says: string) => app.show(<App />, says, `/journeys/new-buyer?step=${step}`);
const panel = () => document.querySelector('.step-panel')?.textContent ?? '';
/** What the saved text has at a path of it. */
const saved = (...path: (string | number)[]) => {
  const body = app.calls.filter(({ method }) => method === 'PUT').at(-1)?.body as { yaml: string } | undefined;
  return body && valueAt(readJourney(body.yaml), path);
};
// The way to wait bears the label of its field too.
const time = () => {
  const label = [...document.querySelectorAll('label')].findLast(({ textContent }) => textContent === f.waitFor);
  return document.getElementById(label?.htmlFor ?? '') as HTMLInputElement;
};
const problem = (path: string, message: string): Problem => ({ line: 1, column: 1, code: 'PP103', message, severity: 'error', path });

test('An emptied time of a wait stays empty, says so, and goes on in its unit', async () => {
  problems = (yaml) =>
    yaml.includes('for: ""') ? [problem('steps[0].branch[0].steps[0].wait.for', '`a.b` is ``; expected a duration such as 3d')] : [];
  await open('pause', f.waitFor);
  app.typeIn(time(), '');
  await app.until(() => panel().includes(t.forms.empty), 'that it is empty');
  expect([time().value, app.field(`${f.waitFor}: ${f.unit}`).value]).toEqual(['', units.h]);
  expect(document.querySelector('.step-panel h2')?.textContent).toBe(t.designer.kinds.wait);
  app.typeIn(time(), '3');
  await app.until(() => saved('steps', 0, 'branch', 0, 'steps', 0, 'wait', 'for') === '3h', 'the new time');
});

test('A half typed number is no other kind of value', async () => {
  await open('pause', f.waitFor);
  app.typeIn(time(), '-');
  await app.until(() => time().value === '-', 'the sign');
  app.typeIn(time(), '-4');
  await app.until(() => saved('steps', 0, 'branch', 0, 'steps', 0, 'wait', 'for') === '-4h', 'the number');
});

test('An emptied weight keeps its variant', async () => {
  await open('suggest', f.experiments);
  await app.until(() => panel().includes(f.addVariant), 'the variants');
  app.type(f.weight, '');
  const variants = ['steps', 4, 'email', 'experiments', 0, 'variants'];
  await app.until(() => saved(...variants, 'shop-now', 'weight') === '', 'the empty weight');
  expect(saved(...variants, 'shop-now', 'slots')).toEqual({ cta: 'Shop now' });
  expect(panel()).toContain('shop-now');
});

test('An emptied end of a window stays empty, and takes the number that is typed next', async () => {
  await open('settle', f.waitWindow);
  const wait = ['steps', 1, 'wait', 'window'];
  app.type(f.from, '');
  await app.until(() => saved(...wait) === 'day ..3', 'the empty end');
  expect([app.field(f.from).value, app.field(f.to).value]).toEqual(['', '3']);
  app.type(f.from, '21');
  await app.until(() => saved(...wait) === 'day 21..3', 'the number');
  app.field(f.from).dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  await app.until(() => saved(...wait) === 'day 21..21', 'ends in order once the field is left');
});

test('An emptied number of a condition stays empty and says so, and takes the number that is typed next', async () => {
  await app.show(<App />, f.if_late, '/journeys/new-buyer');
  const value = `${f.if} 1: ${t.designer.conditions.value}`;
  app.type(value, '');
  await app.until(() => saved('trigger', 'if') === 'customer.purchase_count ==', 'the open condition');
  expect(app.field(value).value).toBe('');
  expect(panel()).toContain(t.forms.empty);
  app.type(value, '21');
  await app.until(() => saved('trigger', 'if') === 'customer.purchase_count == 21', 'the number');
});

test('The days of a simulation stay empty until others are typed', async () => {
  await app.show(<App />, t.designer.simulate, '/journeys/new-buyer');
  app.button(t.designer.simulate).click();
  await app.until(() => app.says(t.designer.simulating.days), 'the days');
  app.type(t.designer.simulating.days, '');
  await app.until(() => app.field(t.designer.simulating.days).value === '', 'the empty field');
});

test('A way to wait that is left and taken again is as it was', async () => {
  await open('settle', f.waitWindow);
  const way = (value: string) => document.querySelector<HTMLInputElement>(`input[type="radio"][value="${value}"]`)?.click();
  way('for');
  await app.until(() => saved('steps', 1, 'wait', 'for') === '1d', 'the time');
  way('window');
  await app.until(() => saved('steps', 1, 'wait', 'window') !== undefined, 'the window');
  expect(saved('steps', 1, 'wait')).toEqual({ window: 'day 1..3', at: '10:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'] });
});
