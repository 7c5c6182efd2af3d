import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { App } from '../src/App';
import { t } from '../src/strings';
import { Harness } from './harness';

let app: Harness;
/** What was brought into sight, by its class. */
let shown: string[] = [];

beforeEach(() => {
  app = new Harness();
  shown = [];
  Element.prototype.scrollIntoView = function scrollIntoView() {
    shown.push(this.className.split(' ').at(-1) ?? '');
  };
});

afterEach(() => {
  vi.restoreAllMocks();
  app.close();
});

/** The panel begins at this height; the cards go down to 600. */
const place = (top: number) =>
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function rect(this: Element) {
    return this.classList.contains('step-panel') ? new DOMRect(0, top, 360, 400) : new DOMRect(0, 100, 360, 500);
  });
const card = (id: string) =>
  [...document.querySelectorAll<HTMLButtonElement>('.card-body')].find(({ textContent }) => textContent?.includes(id));

test.each([
  ['below the cards is brought into sight', 620, ['step-panel']],
  ['beside the cards is seen anyway', 100, []],
])('The panel of a card that %s', async (_, top, expected) => {
  await app.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  place(top);
  card('Settle')?.click();
  await app.until(() => app.field(t.designer.panel.id).value === 'settle', 'its fields');
  expect(shown).toEqual(expected);
});

test('A way leads from the panel back to the card', async () => {
  await app.show(<App />, t.designer.panel.id, '/journeys/new-buyer?step=settle');
  app.button(t.designer.panel.back).click();
  expect(shown).toEqual(['canvas']);
  expect(document.activeElement?.textContent).toContain('Settle');
});

test('On a phone a change in the audit log stands below what was done', async () => {
  await app.show(<App />, '(none) → events', '/settings?tab=audit');
  const [whose, below] = document.querySelectorAll('td .only-narrow');
  expect(below?.textContent).toBe('(none) → events');
  expect(below?.closest('td')?.textContent).toContain('Key added');
  // Nothing else has a column there, so that the list fits.
  expect(whose?.textContent).toContain(' · ');
  const cells = [...(below?.closest('tr')?.querySelectorAll('td') ?? [])];
  expect(cells.filter((cell) => !cell.classList.contains('hide-narrow'))).toHaveLength(1);
});

test('A step can be searched for on a phone too', async () => {
  await app.show(<App />, 'purchase count is 1', '/journeys/new-buyer');
  expect(app.field(t.designer.find).closest('[class*="visible-from"]')).toBeNull();
});

test('On a phone the live journeys of the overview leave out who is inside and what was sent, so that commission is seen', async () => {
  await app.show(<App />, t.overview.running, '/');
  const live = () =>
    [...document.querySelectorAll('table')].find(({ textContent }) => textContent?.includes(t.overview.columns.commission));
  await app.until(() => live() !== undefined, 'the journeys');
  const table = live();
  const shown = (kind: string) => [...(table?.querySelectorAll(`${kind}:not(.hide-narrow)`) ?? [])].map(({ textContent }) => textContent);
  const { journey, clicks, commission } = t.overview.columns;
  expect(shown('th')).toEqual([journey, clicks, commission]);
  const rows = table?.querySelectorAll('tbody tr').length ?? 0;
  expect(rows).toBeGreaterThan(0);
  expect(shown('td')).toHaveLength(3 * rows);
});
