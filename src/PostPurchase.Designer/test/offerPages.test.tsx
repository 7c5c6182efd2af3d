import { afterEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { EndStep } from '../src/pages/welcome/EndStep';
import { spanWords } from '../src/parts/format';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness | undefined;

afterEach(() => {
  page?.close();
  page = undefined;
});

const f = t.offerForms;
const listOf = (part: string, items: object[]) =>
  new Harness((method, url, body) => (url.includes(part) ? { status: 200, body: { items, next: null } } : answer(method, url, body)));

const linkTo = (to: string) => [...document.querySelectorAll('main a')].find((one) => one.getAttribute('href') === to);

test.each([
  ['/offers/rule/gone', f.rule.gone, '/offers?tab=rules'],
  ['/offers/feed/gone', f.feed.gone, '/offers?tab=feeds'],
  ['/offers/program/gone', f.missingProgram, '/offers?tab=programs'],
])('What %s named is gone, and there is a way back', async (path, says, back) => {
  page = listOf('/offers/files', []);
  await page.show(<App />, says, path);
  expect(linkTo(back)).toBeTruthy();
});

test('A span is told in words, and one is no plural', () => {
  expect(['14d', '1w', '2w', 'P1M'].map(spanWords)).toEqual(['14 days', '1 week', '2 weeks', 'P1M']);
});

test('Of coupons the terms are in words, and codes are counted only where a pool has its own', async () => {
  const shared = {
    key: 'come-back',
    summary: '15% off',
    shared_code: 'BACK',
    valid_for: '2w',
    minimum: '40.00 EUR',
    low_water: 20,
    if_exhausted: '',
  };
  page = listOf('/coupons', [{ ...shared, free: 0, given: 1, redeemed: 1, problem: null }]);
  await page.show(<App />, 'BACK, for everybody · valid for 2 weeks from the mail · from €40.00', '/offers?tab=coupons');
  expect([page.says(t.offers.coupons.free), page.says('come-back')]).toEqual([false, false]);
});

test('The head of offers has what belongs to the tab', async () => {
  page = new Harness();
  await page.show(<App />, t.offers.tabs.compliance ?? '', '/offers?tab=compliance');
  expect([linkTo('/offers/add'), linkTo('/offers/add-program')]).toEqual([undefined, undefined]);
  page.close();
  page = new Harness();
  await page.show(<App />, f.addProgram, '/offers?tab=programs');
  expect([linkTo('/offers/add'), Boolean(linkTo('/offers/add-program'))]).toEqual([undefined, true]);
});

test('Where journeys are live the last step says how many, and not that all are drafts', async () => {
  page = listOf('/journeys', [
    { key: 'a', name: 'A', status: 'live' },
    { key: 'b', name: 'B', status: 'draft' },
  ]);
  await page.show(<EndStep next={() => {}} />, t.welcome.live.journeysLive(1, 2));
  expect(page.says(t.welcome.end.journeysText)).toBe(false);
});

test('Pictures of other servers are shown only when asked for, and what cannot load is an icon', async () => {
  const list = answer('GET', '/api/v1/offers', null).body as { items: object[] };
  const [offer] = list.items;
  const own = { ...offer, id: 'b', image_url: `https://shop.example/a/${'0'.repeat(64)}` };
  const items = [{ ...offer, image_url: 'https://partner.example/poles.jpg' }, own];
  page = new Harness((method, url, body) =>
    /\/offers(\?|$)/.test(url) ? { status: 200, body: { items, next: null } } : answer(method, url, body),
  );
  await page.show(<App />, t.offers.remote, '/offers');
  const shown = () => [...document.querySelectorAll<HTMLImageElement>('.offer-picture img')];
  expect(shown().map((one) => one.getAttribute('src'))).toEqual([`${window.location.origin}/a/${'0'.repeat(64)}`]);
  page.button(t.offers.remote).click();
  await page.until(() => shown().length === 2, 'both pictures');
  shown()[0]?.dispatchEvent(new Event('error'));
  await page.until(() => document.querySelector(`[aria-label="${t.offers.noPicture}"]`) !== null, 'an icon');
  expect(page.says(t.offers.remote)).toBe(false);
});
