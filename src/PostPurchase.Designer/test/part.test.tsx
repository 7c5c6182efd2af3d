import { TextInput } from '@mantine/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { part, useFetchedAhead } from '../src/parts/part';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness;
let isDown = false;

beforeEach(() => {
  isDown = false;
  page = new Harness((method, url, body) =>
    isDown ? { status: 503, body: { error: 'nobody is there', path: null } } : answer(method, url, body),
  );
});
afterEach(() => page.close());

const there = { default: () => <p>the part</p> };
const typed = <TextInput label="Name" defaultValue="" />;

test('A part that cannot be fetched leaves what was typed, and is there at the next try', async () => {
  isDown = true;
  const Part = part(async () => there);
  await page.show(
    <>
      {typed}
      <Part />
    </>,
    'Nobody is there',
  );
  page.type('Name', 'typed here');
  isDown = false;
  page.button(t.state.retry).click();
  await page.until(() => page.says('the part'), 'the part');
  expect(page.field('Name').value).toBe('typed here');
});

test('No file is asked for from a server that does not answer, since a browser may remember that it failed', async () => {
  isDown = true;
  const load = vi.fn(async () => there);
  const Part = part(load);
  await page.show(<Part />, t.state.failed);
  expect(load).not.toHaveBeenCalled();
});

test('A file that fails is asked for again at the next try', async () => {
  const load = vi.fn(async () => there).mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
  const Part = part(load);
  await page.show(<Part />, t.state.offline);
  page.button(t.state.retry).click();
  await page.until(() => page.says('the part'), 'the part');
  expect(load).toHaveBeenCalledTimes(2);
});

test('A failure stands in the frame of its part', async () => {
  isDown = true;
  const Part = part(async () => there, { frame: (failed) => <section aria-label="frame">{failed}</section> });
  await page.show(<Part />, t.state.failed);
  expect(document.querySelector('[aria-label=frame]')?.textContent).toContain(t.state.retry);
});

test('What was fetched ahead opens without the server', async () => {
  const load = vi.fn(async () => there);
  const Part = part(load);
  const parts = [Part];
  function Ahead() {
    useFetchedAhead(parts);
    return typed;
  }
  await page.show(<Ahead />, 'Name');
  await page.until(() => load.mock.calls.length === 1, 'the part ahead');
  isDown = true;
  await page.show(<Part />, 'the part');
  expect(load).toHaveBeenCalledTimes(1);
});

test('Whether the server is there is asked once for parts that are fetched together', async () => {
  const load = vi.fn(async () => there);
  const parts = [part(load), part(load), part(load)];
  function Ahead() {
    useFetchedAhead(parts);
    return typed;
  }
  await page.show(<Ahead />, 'Name');
  await page.until(() => load.mock.calls.length === 3, 'the parts ahead');
  expect(page.calls.map(({ url }) => url)).toEqual(['/me']);
});
