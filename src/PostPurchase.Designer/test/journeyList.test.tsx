import { afterEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { NewJourney } from '../src/pages/journeys/NewJourney';
import { t } from '../src/strings';
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

test('Starting points say once how many mails they have, and a name how long it may be where it is near that', async () => {
  const sample = {
    key: 'a',
    name: 'Come back',
    about: 'Three mails in two weeks.',
    on: 'lapsed',
    steps: 6,
    mails: 3,
    missing_templates: [],
  };
  const items = [sample, { ...sample, key: 'b', name: 'Lend', about: 'Things that run out.' }];
  page = new Harness((method, url, body) =>
    url.endsWith('/journey-samples') ? { status: 200, body: { items, next: null } } : answer(method, url, body),
  );
  const n = t.journeys.fresh;
  await page.show(<NewJourney isOpen close={() => undefined} />, 'Things that run out · 3 mails');
  expect(page.says('Three mails in two weeks · ')).toBe(false);
  expect(page.says(n.longest(120))).toBe(false);
  page.type(n.name, 'x'.repeat(110));
  await page.until(() => page.says(n.longest(120)), 'the limit');
});

test('What a phone has no columns for stands below the name of a journey', async () => {
  page = new Harness();
  await page.show(<App />, 'Before it runs out', '/journeys');
  const row = [...document.querySelectorAll('tbody tr')].find((one) => one.textContent?.includes('Before it runs out'));
  expect(row?.querySelector('.only-narrow')?.textContent).toBe(t.journeys.figures('96', 177, '$402.10'));
  expect(t.journeys.figures('1', 1, null)).toBe('1 inside · 1 human click');
});
