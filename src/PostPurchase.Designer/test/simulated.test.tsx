import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
import type { Simulation } from '../src/api/types';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let app: Harness;
let buyers: Simulation['buyers'] = null;
let seen: (string | null)[] = [];
const s = t.designer.simulating;

const withTwo: typeof answer = (method, url, body) => {
  const found = answer(method, url, body);
  if (!url.includes('/simulations')) return found;
  const simulation = found.body as Simulation;
  return { ...found, body: { ...simulation, buyers, people: [...simulation.people, { customer: 'omar@example.com', entries: [] }] } };
};

beforeEach(() => {
  app = new Harness(withTwo);
  seen = [];
  buyers = null;
  Element.prototype.scrollIntoView = function scrollIntoView() {
    seen.push(this.getAttribute('aria-label'));
  };
});

afterEach(() => app.close());

async function simulated() {
  await app.show(<App />, t.designer.noProblems, '/journeys/new-buyer');
  app.button(t.designer.simulate).click();
  await app.until(() => app.says(s.intro), 'the drawer');
  app.button(s.run).click();
  await app.until(() => app.says('jane@example.com'), 'what came of it');
}

const told = () => document.querySelector('tr.told');

test('A press on a customer tells their story right under their days, and brings it into sight', async () => {
  await simulated();
  app.button('jane@example.com').click();
  await app.until(() => told() !== null, 'the story');
  expect(told()?.previousElementSibling?.textContent).toContain('jane@example.com');
  expect(told()?.textContent).toContain('Got it: order #1001');
  expect(seen).toEqual(['jane@example.com']);
});

test('The story and its days call steps as their cards do, and the journey by its name', async () => {
  await simulated();
  app.button('jane@example.com').click();
  await app.until(() => told()?.textContent?.includes('Thank, teach, suggest') ?? false, 'the story');
  expect(told()?.textContent).toContain('Is held at Teach daily cap');
  expect(told()?.textContent).not.toContain('new-buyer');
  expect(document.querySelector('[aria-label="Is held at Teach daily cap"]')).not.toBeNull();
});

test('Another press ends the story', async () => {
  await simulated();
  app.button('jane@example.com').click();
  await app.until(() => told() !== null, 'the story');
  app.button('jane@example.com').click();
  await app.until(() => told() === null, 'its end');
});

test('Where not all buyers are played it is said how many of them are', async () => {
  buyers = { played: 100, all: 350 };
  await simulated();
  expect(app.says('100 of 350 buyers')).toBe(true);
});
