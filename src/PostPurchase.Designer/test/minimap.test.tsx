import { afterEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';
import { journey } from './samples';

let app: Harness;
afterEach(() => app.close());

const waits = (count: number) => Array.from({ length: count }, (_, i) => `          - { id: wait-${i}, wait: { for: 1d } }\n`).join('');

test.each([
  [14, true],
  [5, false],
])('A journey whose only branch has %i steps: that it has a map is %s', async (count, expected) => {
  const yaml = `journey: new-buyer
name: Long
trigger: { on: purchase }
steps:
  - id: known
    branch:
      - if: customer.purchase_count > 1
        steps:
${waits(count)}`;
  app = new Harness((method, url, body) =>
    method === 'GET' && url.endsWith('/journeys/new-buyer') ? { status: 200, body: { ...journey, yaml } } : answer(method, url, body),
  );
  await app.show(<App />, t.designer.noProblems, '/journeys/new-buyer');
  await app.until(() => document.querySelector('.react-flow__node') !== null, 'the cards');
  expect(document.querySelector('.react-flow__minimap') !== null).toBe(expected);
});
