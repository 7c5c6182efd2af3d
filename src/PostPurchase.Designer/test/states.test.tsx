import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { ApiError, api } from '../src/api/client';
import type { Page } from '../src/api/types';
import { useRest } from '../src/journey/useRest';
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
});

const heardAt = Date.UTC(2026, 2, 14, 9, 0);
const asked = { data: {}, error: null, fetchStatus: 'idle', dataUpdatedAt: heardAt, errorUpdatedAt: 0 } as const;
const cut = (after: number, error: Error = new TypeError('fetch failed')) => ({ ...asked, error, errorUpdatedAt: heardAt + after });

test('While the server does not answer it is said that what is shown may be old', async () => {
  page = new Harness();
  await page.show(<CutBanner asked={cut(60_000)} />, t.state.offline);
  expect(document.querySelector('.banner')?.getAttribute('role')).toBe('alert');
});

test('A server that begins anew is waited for quietly, one that says that it is broken is not', async () => {
  page = new Harness();
  await page.show(<CutBanner asked={cut(20_000)} />, t.state.reconnecting);
  expect(document.querySelector('.banner')?.getAttribute('role')).toBe('status');
  page.close();
  page = new Harness();
  await page.show(<CutBanner asked={cut(20_000, new ApiError(500, 'the disk is full', null, null))} />, 'The disk is full');
  expect(document.querySelector('.banner')?.getAttribute('role')).toBe('alert');
});

function Failing() {
  const rows = useQuery({ queryKey: ['rows'], queryFn: () => api.get<string>('/rows'), retry: false });
  const [error, setError] = useState<Error | null>(new TypeError('fetch failed'));
  return (
    <>
      <CutBanner asked={error ? cut(20_000, error) : asked} />
      {rows.error && (
        <button type="button" onClick={() => setError(null)}>
          answer
        </button>
      )}
      {rows.data}
    </>
  );
}

test('At the first answer after a cut everything that failed is asked for again', async () => {
  let isDown = true;
  page = new Harness(() => (isDown ? broken : { status: 200, body: 'all rows' }));
  await page.show(<Failing />, 'answer');
  isDown = false;
  page.button('answer').click();
  await page.until(() => page.says('all rows'), 'what had failed');
  expect(document.querySelector('.banner')).toBeNull();
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
});

test.each([
  ['/deliveries/d1', '/deliveries/d1/offers'],
  ['/templates/getting-the-most?tab=code', '/template-vocabulary'],
])('%s says why a part of it is missing', async (path, part) => {
  page = brokenFor(part);
  await page.show(<App />, 'The disk is full', path);
});

function Resting() {
  const [failure] = useState({ count: 6, error: new TypeError('fetch failed') });
  const isResting = useRest(failure);
  const rows = useQuery({ queryKey: ['rows'], queryFn: () => api.get<string>('/rows'), enabled: false });
  return (
    <button type="button" onClick={() => void rows.refetch()}>
      {isResting ? 'rests' : 'tries again'}
    </button>
  );
}

test('What nobody answered is tried again as soon as something is answered', async () => {
  page = new Harness(() => ({ status: 200, body: 'all rows' }));
  await page.show(<Resting />, 'rests');
  page.button('rests').click();
  await page.until(() => page.says('tries again'), 'the end of the pause');
});

test('Where there is no template yet the first is made at a press', async () => {
  page = new Harness((method, url, body) =>
    url.endsWith('/templates') ? { status: 200, body: { items: [], next: null } } : answer(method, url, body),
  );
  await page.show(<App />, t.templates.empty, '/templates');
  page.button(t.templateEditor.newTemplate).click();
  await page.until(() => page.says(t.templateEditor.newTitle), 'the form of a new template');
});

test('One row that is left out is told of as one', () => {
  expect(t.welcome.file.nobody(1)).toBe('1 without an e-mail address is left out.');
  expect(t.welcome.file.nobody(2)).toBe('2 without an e-mail address are left out.');
});
