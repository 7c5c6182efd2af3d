import { ReactFlowProvider } from '@xyflow/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
import type { StepNumbers } from '../src/api/types';
import { figuresOf } from '../src/journey/figures';
import { WideHint } from '../src/journey/WideHint';
import { formatIn } from '../src/parts/format';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';
import { journey } from './samples';

let app: Harness;

beforeEach(() => {
  app = new Harness();
});

afterEach(() => app.close());

const link = (label: string) => document.querySelector(`a[aria-label="${label}"]`)?.getAttribute('href');

test('A journey with failed mails leads to those that wait for a decision', async () => {
  await app.show(<App />, t.journeys.failed('1'), '/journeys');
  expect(link(t.journeys.failedOf(1, 'Thank, teach, suggest'))).toBe('/deliveries?state=parked&journey=new-buyer');
});

test('The card of a mail tells how many failed and leads to those of its step', async () => {
  await app.show(<App />, t.designer.numbers.failed('1'), '/journeys/new-buyer');
  const label = t.designer.numbers.failedAt(t.designer.numbers.failed('1'), 'Note');
  expect(link(label)).toBe('/deliveries?state=parked&journey=new-buyer&step=note');
});

test('The numbers of a card name its step as the card does', async () => {
  await app.show(<App />, t.designer.numbers.failed('1'), '/journeys/new-buyer');
  const named = [...document.querySelectorAll('.react-flow__node')].flatMap((card) =>
    [...card.querySelectorAll('.waiting, .card-numbers [aria-label]')].map((number) => ({
      label: number.getAttribute('aria-label'),
      card: card.querySelector('.card-kind')?.textContent?.split(' · ').at(-1) ?? '',
    })),
  );
  const atSteps = named.filter(({ label }) => label?.includes(' at '));
  expect(atSteps.length).toBeGreaterThan(3);
  expect(atSteps.filter(({ label, card }) => !label?.includes(` at ${card}:`))).toEqual([]);
});

test.each([
  [1, 'human click'],
  [2, 'human clicks'],
])('%i of a mail is called %s', (human_clicks, word) => {
  const numbers = { ...(journey.steps.find(({ id }) => id === 'teach') as StepNumbers), human_clicks };
  expect(figuresOf(numbers, formatIn('UTC', 'EUR')).find(({ what }) => what === 'clicked')?.word).toBe(word);
});

test('The list of mails says its order, and of one that leaves later when it was made', async () => {
  await app.show(<App />, t.deliveries.intro, '/deliveries');
  await app.until(() => app.says('omar@example.com'), 'the mails');
  const made = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent?.includes(t.deliveries.madeAt('')) ?? false);
  expect(made).toEqual([false, false, true, false, false, false]);
});

test('Paths of a branch, the trigger and what a wait waits for say their conditions in words', async () => {
  await app.show(<App />, 'if purchase count is 1', '/journeys/new-buyer');
  expect(document.querySelector('.pill')?.textContent).toBe('store sends receipt: yes');
  expect(document.querySelector('.pill')?.getAttribute('title')).toBe('store sends receipt: yes\nstore.sends_receipt');
  expect(app.says('until clicked “Suggest”')).toBe(true);
});

test.each([
  [['warning'], 'note'],
  [['warning', 'error'], 'bad'],
] as const)('A card with %j has the tone “%s”', async (severities, tone) => {
  app.close();
  const problems = severities.map((severity, i) => ({
    line: 1,
    column: i + 1,
    code: 'PP103',
    message: `no ${severity}`,
    severity,
    path: 'steps[1].wait',
  }));
  app = new Harness((method, url, body) => (url.endsWith('/validate') ? { status: 200, body: { problems } } : answer(method, url, body)));
  await app.show(<App />, 'no warning', '/journeys/new-buyer');
  await app.until(() => document.querySelector('.card-problem') !== null, 'the number on the card');
  expect([...document.querySelectorAll('.card[data-tone]')].map((card) => card.getAttribute('data-tone'))).toEqual([tone]);
});

const visit = (name: string) => (
  <ReactFlowProvider key={name}>
    <p>{name}</p>
    <WideHint width={1400} height={900} />
  </ReactFlowProvider>
);

const { text, fit, close } = t.designer.wide;

test.each([fit, close])('A journey that is wider than its canvas says so until “%s”, and not again at the next visit', async (press) => {
  await app.show(visit('first visit'), text);
  app.button(press).click();
  await app.until(() => !app.says(text), 'the end of the hint');
  await app.show(visit('second visit'), 'second visit');
  expect(app.says(text)).toBe(false);
});

test('Each card has the two ends that the canvas measures for its lines', async () => {
  await app.show(<App />, 'if purchase count is 1', '/journeys/new-buyer');
  const cards = [...document.querySelectorAll('.react-flow__node')];
  const ends = (card: Element) => [...card.querySelectorAll('.target, .source')].map((end) => end.getAttribute('data-handlepos'));
  expect(cards.length).toBeGreaterThan(3);
  expect(cards.every((card) => ends(card).join() === 'top,bottom')).toBe(true);
});

test('Who finishes on an older version is told on the card and above the people behind its number', async () => {
  const { numbers: n, behind } = t.designer;
  const steps = journey.steps.map((step) => (step.id === 'settle' ? { ...step, waiting: 3, waiting_on_older: 1 } : step));
  const person = {
    customer_id: 'c1',
    customer: 'jane@example.com',
    step: 'settle',
    due_at: null,
    entered_at: '2026-03-14T10:00:00Z',
    reason: null,
  };
  app.close();
  app = new Harness((method, url, body) =>
    url.includes('/people')
      ? { status: 200, body: { items: [{ ...person, version: 'an older one' }], next: null } }
      : url.endsWith('/journeys/new-buyer')
        ? { status: 200, body: { ...journey, steps } }
        : answer(method, url, body),
  );
  await app.show(<App />, 'if purchase count is 1', '/journeys/new-buyer');
  const badge = app.button(`${n.behind(n.waitingOf(3), 'Settle')}. ${n.onOlder(1)}.`);
  expect(badge.title).toBe(`${n.waitingOf(3)}. ${n.onOlder(1)}.`);
  badge.click();
  await app.until(() => app.says(behind.older), 'that they finish on it');
});
