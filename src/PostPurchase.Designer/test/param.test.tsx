import { useNavigate } from 'react-router';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useParam } from '../src/parts/useParam';
import { Harness } from './harness';

let page: Harness;
let moved: string[];

beforeEach(() => {
  moved = [];
  page = new Harness();
});
afterEach(() => page.close());

function Steps() {
  const [chosen, choose] = useParam('step');
  const go = useNavigate();
  const buttons: [string, () => void][] = [
    ['Choose', () => choose('rest')],
    ['Next', () => choose(`${chosen}+`)],
    ['Move', () => moved.push(chosen)],
    ['Elsewhere', () => void go('?step=note')],
  ];
  return (
    <>
      <p>chosen {chosen}</p>
      {buttons.map(([name, act]) => (
        <button key={name} type="button" onClick={act}>
          {name}
        </button>
      ))}
    </>
  );
}

// What a browser does between two events, and nothing that waits for a quiet moment.
async function press(name: string) {
  page.button(name).click();
  for (let i = 0; i < 50; i++) await Promise.resolve();
}

test('What was chosen is chosen before the next press, however busy the page is', async () => {
  await page.show(<Steps />, 'Choose');
  for (const name of ['Choose', 'Move', 'Next', 'Next', 'Move']) await press(name);
  expect(moved).toEqual(['rest', 'rest++']);
  await page.until(() => page.says('chosen rest++'), 'the choice');
});

test('What the address says later counts again', async () => {
  await page.show(<Steps />, 'Choose');
  for (const name of ['Choose', 'Elsewhere']) await press(name);
  await page.until(() => page.says('chosen note'), 'the address');
  await press('Choose');
  expect(page.says('chosen rest')).toBe(true);
});
