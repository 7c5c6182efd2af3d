import { afterEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness;

afterEach(() => page.close());

test('Journeys stand by their names, without keys where names tell them apart, and their lines have one scale', async () => {
  page = new Harness((method, url, body) => {
    const found = answer(method, url, body);
    if (!url.endsWith('/journeys')) return found;
    const [row] = (found.body as { items: object[] }).items;
    const of = (key: string, name: string, sent: number) => ({ ...row, key, name, sparkline: [0, sent], has_draft: false });
    return { ...found, body: { items: [of('a-key', 'Zebra', 1), of('z-key', 'Apple', 100)], next: null } };
  });
  await page.show(<App />, 'Zebra', '/journeys');
  const rows = [...document.querySelectorAll('tbody tr')];
  expect(rows.map((row) => row.querySelector('.row-link')?.textContent)).toEqual(['Apple', 'Zebra']);
  expect(page.says('a-key')).toBe(false);
  const ends = rows.map((row) => row.querySelector('polyline')?.getAttribute('points')?.split(',').at(-1));
  expect(ends).toEqual(['3.0', '22.8']);
});
