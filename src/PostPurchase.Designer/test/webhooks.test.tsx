import { afterEach, expect, test } from 'vitest';
import { App } from '../src/App';
import { laidOutOf } from '../src/pages/system/laidOut';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness;

afterEach(() => page.close());

test('The events of the server itself are called by a name', async () => {
  const row = { id: 'w1', at: '2026-03-14T09:12:04Z', source: 'postpurchase', topic: null, status: 'stored', error: null, bytes: 12 };
  page = new Harness((method, url, body) =>
    url.includes('/webhooks') ? { status: 200, body: { items: [row], next: null } } : answer(method, url, body),
  );
  await page.show(<App />, t.webhooks.own.postpurchase ?? '', '/webhooks');
  expect(document.querySelector('main')?.textContent).not.toContain('postpurchase');
});

test('A body that is JSON is laid out, and shown as it came when that is asked for', async () => {
  const row = { id: 'w1', at: '2026-03-14T09:12:04Z', source: 'shop', topic: null, status: 'stored', error: null, bytes: 12 };
  page = new Harness((method, url, body) => {
    if (url.includes('/webhooks/w1')) return { status: 200, body: { total: 10 } };
    return url.includes('/webhooks') ? { status: 200, body: { items: [row], next: null } } : answer(method, url, body);
  });
  await page.show(<App />, t.webhooks.open, '/webhooks');
  page.button(t.webhooks.open).click();
  const raw = () => document.querySelector('.raw')?.textContent;
  await page.until(() => raw() !== undefined, 'the body');
  expect(raw()).toBe('{\n  "total": 10\n}');
  const asSent = page.button(t.webhooks.asSent);
  // Its name says what it does next, so that pressed or not says nothing.
  expect([asSent.getAttribute('aria-pressed'), asSent.getAttribute('data-size')]).toEqual([null, 'xs']);
  asSent.click();
  await page.until(() => raw() === '{"total":10}', 'the body as it came');
});

test('JSON is laid out with its values as they were written, and what is none is not', () => {
  expect(laidOutOf('{"a":[1.50,{}],"b":[],"c":"x, \\"{y}\\" \\u00d6","d":{"e":null}}')).toBe(
    '{\n  "a": [\n    1.50,\n    {}\n  ],\n  "b": [],\n  "c": "x, \\"{y}\\" \\u00d6",\n  "d": {\n    "e": null\n  }\n}',
  );
  expect(laidOutOf('a=1&b=2')).toBeNull();
});

test('Files that were loaded have one name, wherever they were loaded from', () => {
  page = new Harness();
  expect(t.webhooks.own.import).toBe(t.webhooks.own.file);
});
