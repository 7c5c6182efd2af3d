import { useLocation, useNavigate } from 'react-router';
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

function Places() {
  const [tab, setTab] = useParam('tab', { isPlace: true });
  const [q, setQ] = useParam('q');
  const go = useNavigate();
  const { search } = useLocation();
  const buttons: [string, () => void][] = [
    ['Other tab', () => setTab('other')],
    ['Filter', () => setQ('shoes')],
    ['Go back', () => void go(-1)],
  ];
  return (
    <>
      <p>{`at ${tab || 'first'} with ${q || 'nothing'} by ${search || 'nothing'}.`}</p>
      {buttons.map(([name, act]) => (
        <button key={name} type="button" onClick={act}>
          {name}
        </button>
      ))}
    </>
  );
}

test('The way back leads to the tab before, and not through what was filtered by', async () => {
  await page.show(<Places />, 'at first with nothing by nothing.');
  await press('Filter');
  await page.until(() => page.says('at first with shoes by ?q=shoes.'), 'the filter');
  await press('Other tab');
  await page.until(() => page.says('at other with shoes by ?q=shoes&tab=other.'), 'the tab');
  await press('Go back');
  await page.until(() => page.says('at first with shoes by ?q=shoes.'), 'the tab before');
});
