import { afterEach, beforeEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { idsOf } from '../src/journey/edits';
import { t } from '../src/strings';
import { Harness } from './harness';

let app: Harness;
beforeEach(() => {
  app = new Harness();
});
afterEach(() => app.close());

const fire = (element: Element | undefined, kind: string) => {
  const event = new Event(kind, { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer: { setData: () => undefined, effectAllowed: '' } });
  element?.dispatchEvent(event);
  return event;
};
const lines = () => [...document.querySelectorAll('.plus-line')];
const card = (title: string) => [...document.querySelectorAll('.card-body')].find(({ textContent }) => textContent?.includes(title));

test('What is dragged can be dropped anywhere on the line between two cards, which shows it', async () => {
  await app.show(<App />, t.designer.trigger, '/journeys/new-buyer');
  await app.until(() => lines().length > 3, 'the lines');
  expect(fire(lines()[0], 'dragover').defaultPrevented).toBe(false);
  fire(card('Tagged'), 'dragstart');
  await app.until(() => document.querySelector('.plus-button[data-drop]') !== null, 'where it may go');
  const [first] = lines();
  expect(fire(first, 'dragover').defaultPrevented).toBe(true);
  await app.until(() => first?.parentElement?.dataset.over !== undefined, 'that it would go there');
  fire(first, 'drop');
  await app.until(() => app.calls.some(({ method }) => method === 'PUT'), 'the save');
  const saved = app.calls.filter(({ method }) => method === 'PUT').map(({ body }) => (body as { yaml: string }).yaml);
  expect(idsOf(saved.at(-1) ?? '')[0]).toBe('tagged');
});
