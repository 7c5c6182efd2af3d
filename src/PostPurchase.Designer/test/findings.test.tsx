import { afterEach, beforeEach, expect, test } from 'vitest';
import { FindingText } from '../src/parts/FindingText';
import { t } from '../src/strings';
import { Harness } from './harness';
import { findings } from './samples';

const s = t.offers.compliance;
let page: Harness;

beforeEach(() => {
  page = new Harness();
});
afterEach(() => page.close());

const [finding] = findings;
const links = () => [...document.querySelectorAll('a')].map((link) => link.getAttribute('href'));

test('A finding says in a sentence what is wrong and what to do, with the way there; its code stands behind it', async () => {
  const [title, todo] = s.rules.PC11 ?? [];
  await page.show(finding && <FindingText finding={finding} withPlace />, title ?? '');
  expect(page.says(todo ?? '?')).toBe(true);
  expect(links()).toEqual(['/journeys/new-buyer?step=suggest', '/templates/suggest']);
  expect(document.querySelector('details')?.open).toBe(false);
  expect(document.querySelector('details')?.textContent).toContain('PC11');
  expect(document.querySelector('.finding-text')?.textContent?.split('PC11')).toHaveLength(2);
});

test('A rule that is newer than the app is called by its own name', async () => {
  await page.show(finding && <FindingText finding={{ ...finding, code: 'PC99' }} />, 'Deadline without an end');
});
