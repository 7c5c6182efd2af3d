import { expect, test } from 'vitest';
import { t } from '../src/strings';

test.each([
  [t.overview.orders('1'), '1 order'],
  [t.overview.orders('2'), '2 orders'],
  [t.journeys.spark('Thanks', 1), 'Thanks: 1 mail in the last 28 days'],
  [t.offers.feeds.taken('1', 'today'), '1 product taken today.'],
  [t.mailServer.wrong(1), 'One setting has to be corrected: what is wrong stands beside it.'],
])('One is no plural: %s', (said, expected) => expect(said).toBe(expected));

test('What is late is counted in words that fit', () => {
  expect(t.welcome.live.late(1, 2)).toMatch(/^Overdue: 1 step and 2 mails\./);
});

test('What a mail is has one name on cards, in the panel and in deliveries', () => {
  expect(['transactional', 'own', 'third_party'].map((kind) => t.designer.options[kind])).toEqual(Object.values(t.content));
});
