import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accessKey } from '../src/api/client';
import { pages } from '../src/routes';
import { startEarly } from '../src/start';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness;
let queries: QueryClient;

beforeEach(() => {
  page = new Harness();
  queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  // As the server writes it into the page of whom it will let in.
  document.documentElement.dataset.expected = '';
});
afterEach(() => {
  page.close();
  delete document.documentElement.dataset.expected;
});

const asked = () => page.calls.map(({ url }) => url).sort();
const pageAt = (path: string) => pages.find((one) => one.path === path);

test('The page of an address is fetched before the app is drawn, and what it shows is asked for', async () => {
  startEarly(queries, '/journeys/new-buyer');
  expect(asked()).toEqual(['/journey-vocabulary', '/journeys/new-buyer', '/me', '/overview']);
  await page.until(() => pageAt('/journeys/:key')?.loaded() != null, 'the page');
  expect(pageAt('/journeys')?.loaded()).toBeNull();
});

test('Who is not expected to be let in fetches the page, and asks only who is there', async () => {
  delete document.documentElement.dataset.expected;
  startEarly(queries, '/journeys/new-buyer');
  expect(asked()).toEqual(['/me']);
  await page.until(() => pageAt('/journeys/:key')?.loaded() != null, 'the page');
});

test('Of the key of a tab only the tab knows: it asks at once', () => {
  delete document.documentElement.dataset.expected;
  accessKey.set('a key');
  startEarly(queries, '/journeys');
  expect(asked()).toEqual(['/journeys', '/me', '/overview']);
});

test('Before the first account nothing is asked for that may not be seen', () => {
  startEarly(queries, '/setup');
  expect(asked()).toEqual(['/me']);
});

test('An address that leads nowhere has the frame of the app only', () => {
  startEarly(queries, '/no/such/page');
  expect(asked()).toEqual(['/me', '/overview']);
});

test('Who is not signed in is told by the page, not by what was asked early', async () => {
  page.close();
  page = new Harness((method, url, body) =>
    url === '/me' ? answer(method, url, body) : { status: 401, body: { error: 'no', path: null } },
  );
  startEarly(queries, '/journeys');
  await page.until(() => queries.getQueryState(['journeys'])?.status === 'error', 'the refusal');
  expect(page.calls.filter(({ url }) => url === '/journeys')).toHaveLength(1);
});
