import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { t } from '../src/strings';
import { Harness } from './harness';

let app: Harness;

beforeEach(() => {
  app = new Harness();
});

afterEach(() => app.close());

const d = t.designer;

test('How a journey stands is one line of words that may be broken, but not within its problems nor before the dot', async () => {
  await app.show(<App />, d.noProblems, '/journeys/new-buyer');
  const intro = document.querySelector('.journey-intro');
  expect(intro?.textContent).toBe(`${t.status.live} ${d.published}\u00a0· ${d.noProblems}`);
  expect(intro?.querySelector('.checked')?.textContent).toBe(d.noProblems);
  const style = readFileSync('src/journey/designer.css', 'utf8');
  expect(style).toMatch(/\.journey-intro \.checked {\s+white-space: nowrap;/);
  // As boxes beside each other they would break each for itself.
  expect(style).not.toMatch(/\.journey-intro {[^}]*flex/);
});

test('A search for a step that is over leaves no letters for the next one', async () => {
  await app.show(<App />, d.noProblems, '/journeys/new-buyer');
  app.field(d.find).focus();
  app.type(d.find, 'sett');
  const options = () =>
    [...document.querySelectorAll<HTMLElement>('[role="option"]')].filter(({ textContent }) => textContent?.includes('settle'));
  await app.until(() => app.field(d.find).value === 'sett' && options().length === 1, 'what is found');
  options()[0]?.click();
  await app.until(() => app.field(t.designer.panel.id).value === 'settle', 'its fields');
  expect(app.field(d.find).value).toBe('');
});
