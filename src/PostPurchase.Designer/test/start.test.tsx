import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pages } from '../src/routes';
import { startEarly } from '../src/start';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness;
let queries: QueryClient;

beforeEach(() => {
  page = new Harness();
  queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
});
afterEach(() => page.close());

const asked = () => page.calls.map(({ url }) => url).sort();
const pageAt = (path: string) => pages.find((one) => one.path === path);

test('The page of an address is fetched before the app is drawn, and what it shows is asked for', async () => {
  startEarly(queries, '/journeys/new-buyer');
  expect(asked()).toEqual(['/journey-vocabulary', '/journeys/new-buyer', '/me', '/overview']);
  await page.until(() => pageAt('/journeys/:key')?.loaded() != null, 'the page');
  expect(pageAt('/journeys')?.loaded()).toBeNull();
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
