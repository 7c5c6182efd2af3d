import { useInfiniteQuery } from '@tanstack/react-query';
import { afterEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { api } from '../src/api/client';
import type { Page } from '../src/api/types';
import { More } from '../src/parts/More';
import { CutBanner } from '../src/shell/CutBanner';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness;

afterEach(() => page.close());

const broken = { status: 500, body: { error: 'the disk is full', path: null } };
const brokenFor = (part: string) => new Harness((method, url, body) => (url.includes(part) ? broken : answer(method, url, body)));

function List() {
  const rows = useInfiniteQuery({
    queryKey: ['rows'],
    queryFn: ({ pageParam }) => api.get<Page<string>>('/rows', { before: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  return rows.data ? <More query={rows} /> : null;
}

test('A next page that cannot be had says why and can be asked for again', async () => {
  page = new Harness((_, url) => (url.includes('before') ? broken : { status: 200, body: { items: ['a'], next: 'a' } }));
  await page.show(<List />, t.state.more);
  page.button(t.state.more).click();
  await page.until(() => page.says('The disk is full'), 'the reason');
  expect(page.button(t.state.more).disabled).toBe(false);
}, 30_000);

const asked = { data: {}, error: null, fetchStatus: 'idle', dataUpdatedAt: Date.UTC(2026, 2, 14, 9, 0) } as const;

test('While the server does not answer it is said that what is shown may be old', async () => {
  page = new Harness();
  await page.show(<CutBanner asked={{ ...asked, error: new TypeError('fetch failed') }} />, t.state.offline);
  expect(document.querySelector('.banner')?.getAttribute('role')).toBe('alert');
});

test('A browser without a connection says so, and one that hears the server nothing', async () => {
  page = new Harness();
  await page.show(
    <>
      <CutBanner asked={asked} />
      <CutBanner asked={{ ...asked, fetchStatus: 'paused' }} />
    </>,
    t.state.noConnection,
  );
  expect(document.querySelectorAll('.banner')).toHaveLength(1);
});

test('A ledger without mails says where they come from, and a filter that finds none says that', async () => {
  const empty = { status: 200, body: { items: [], next: null } };
  page = new Harness((method, url, body) => (url.includes('/deliveries') ? empty : answer(method, url, body)));
  await page.show(<App />, t.deliveries.none, '/deliveries');
  page.close();
  page = new Harness((method, url, body) => (url.includes('/deliveries') ? empty : answer(method, url, body)));
  await page.show(<App />, t.deliveries.empty, '/deliveries?state=parked');
  expect(page.says(t.deliveries.none)).toBe(false);
}, 30_000);

test.each([
  ['/deliveries/d1', '/deliveries/d1/offers'],
  ['/templates/getting-the-most?tab=code', '/template-vocabulary'],
])(
  '%s says why a part of it is missing',
  async (path, part) => {
    page = brokenFor(part);
    await page.show(<App />, 'The disk is full', path);
  },
  30_000,
);
