import { afterEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { networkName } from '../src/pages/offers/networks';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness;

afterEach(() => page.close());

const s = t.commission;
const tags = () => [...document.querySelectorAll('tbody .tag')].map((tag) => [tag.textContent, tag.getAttribute('data-tone')]);

test('The ledger calls networks as they call themselves, and states with a capital', async () => {
  page = new Harness();
  await page.show(<App />, 'impact.com 7001', '/commission');
  expect(tags()).toEqual(
    expect.arrayContaining([
      ['Approved', 'good'],
      ['Unmatched', 'note'],
      ['Set aside', 'quiet'],
    ]),
  );
  expect(['awin', 'direct', 'my-network'].map(networkName)).toEqual(['Awin', 'Direct', 'My network']);
});

test('Commission that was reversed is called so wherever it is counted', () => {
  const said = [s.reversedOf('$8.00'), t.learning.columns.reversed, t.overview.reversed, s.earnings.reversed, s.networks.intro];
  expect(said.filter((text) => !/reversed/i.test(text) || /taken back/i.test(text))).toEqual([]);
});

test('A table of networks names them too', async () => {
  page = new Harness();
  await page.show(<App />, s.networks.intro, '/commission?tab=networks');
  expect(document.querySelector('tbody td a')?.textContent).toBe('impact.com');
  expect([...document.querySelectorAll('.balance span')].map((part) => part.className)).toEqual(['pending', 'sure']);
});

test('A variant that earned is named without the key of its experiment', async () => {
  page = new Harness();
  await page.show(<App />, 'impact.com 7001', '/commission');
  const tag = [...document.querySelectorAll('tbody .tag[data-tone=info]')].find((one) => one.textContent === 'Picked');
  expect(tag?.parentElement?.title).toBe('Suggest subject: Picked');
});

test('Earnings are named by their first and their last day, written as everywhere', async () => {
  page = new Harness();
  await page.show(<App />, s.earnings.named('Feb 13, 2026', 'Mar 14, 2026', 'USD'), '/commission?tab=earnings');
});

test('A mail that may have earned an unmatched sale names the offer that was clicked by its title', async () => {
  page = new Harness((method, url, body) => {
    const found = answer(method, url, body);
    if (!url.includes('/offers/vocabulary')) return found;
    return { ...found, body: { ...(found.body as object), partners: [{ id: 'a', name: 'Carbon poles' }] } };
  });
  await page.show(<App />, s.match.title, '/commission?tab=unmatched&conversion=k2');
  await page.until(() => document.querySelector('.candidate')?.textContent?.includes('Carbon poles, clicked') ?? false, 'the title');
});
