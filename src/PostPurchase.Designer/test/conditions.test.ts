import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConditions, writeConditions } from '../src/journey/conditions';
import { conditionInWords, pathInWords } from '../src/journey/conditionWords';
import { setValue } from '../src/journey/edits';
import { readJourney, valueAt } from '../src/journey/model';
import { pathOf } from '../src/journey/useDesigner';
import { plainWords, wordsOf } from '../src/parts/fieldWords';
import { t } from '../src/strings';

describe('a condition as rows', () => {
  test.each([
    'customer.purchase_count == 1',
    'customer.total_spent >= 500 && customer.country == "US"',
    'store.sends_receipt',
    '!customer.tracked || clicked("suggest")',
    '!in_segment("fewer-mails")',
    'customer.purchase_count >= && customer.tracked',
  ])('%s says the same when it is written again', (text) => {
    const read = readConditions(text);
    expect(read && writeConditions(read)).toBe(text);
  });

  test.each(['(a.b > 1 || a.c > 2) && a.d', 'customer.tags | array.contains "vip"', 'a.b && a.c || a.d', 'customer.country == "a\\"b"'])(
    '%s is more than rows can show',
    (text) => expect(readConditions(text)).toBeNull(),
  );

  test('an operator between quotes is a letter', () => {
    expect(readConditions('purchase.channel == "a && b"')?.clauses).toEqual([
      { kind: 'compare', field: 'purchase.channel', op: '==', value: 'a && b' },
    ]);
  });
});

describe('a condition in words', () => {
  test.each([
    ['customer.purchase_count == 1', 'purchase count is 1'],
    ['purchase.total >= 100 && customer.country == "US"', 'purchase total at least 100 and country is US'],
    ['store.sends_receipt', 'store sends receipt: yes'],
    ['!in_segment("fewer-mails") || clicked("suggest")', 'not in “Fewer mails” or clicked “Suggest”'],
    ['purchase.delivered_at == null', 'purchase not delivered yet'],
    ['customer.first_name != null', 'first name known'],
    ['answered("remind", "not-for-me")', 'answered “Not for me” to “Remind”'],
    ['purchased(line.product_id, (date.now - purchase.at).days)', 'has bought the product again'],
  ])('%s', (text, expected) => expect(conditionInWords(text)).toBe(expected));

  test.each(['(a.b > 1 || a.c > 2) && a.d', 'a.b && customer.tags | array.contains "vip"'])('%s stays as it is written', (text) =>
    expect(conditionInWords(text)).toBe(text),
  );

  test('a path that was taken is told by its condition, by its name, or as the one where none holds', () => {
    expect(['!in_segment("top-tenth")', 'personal', 'none'].map(pathInWords)).toEqual([
      'not in “Top tenth”',
      'personal',
      t.designer.otherwise,
    ]);
  });
});

describe('the shipped journeys', () => {
  test.each(['new-buyer', 'high-value', 'shipping-to-review', 'replenish', 'come-back'])('%s changes by its one word only', (name) => {
    const text = readFileSync(`../../workflows/${name}.yaml`, 'utf8');
    const model = readJourney(text);
    const before = String(valueAt(model, ['priority']));
    const edited = setValue(model, ['priority'], 77);
    expect(edited.split('\n').filter((line, i) => line !== text.split('\n')[i])).toHaveLength(1);
    expect(edited.replace('priority: 77', `priority: ${before}`)).toBe(text);
  });
});

test('a text is shown with its fields in words', () => {
  expect(plainWords('Got it: order {{ purchase.number }}')).toBe('Got it: order number');
  expect(plainWords("Thank you, {{ customer.first_name ?? 'friend' }}")).toBe('Thank you, first name');
  expect(plainWords("Your {{ purchase.lines.size == 1 ? purchase.lines[0].name : 'last order' }}")).toBe('Your product name');
  expect(plainWords("Hi {{ customer.name == 'you?' ? 'there' : customer.first_name }}")).toBe('Hi first name');
  expect(plainWords("Your {{ purchase.lines.size == 1 ? 'thing' : 'things' }}")).toBe('Your thing');
  expect(plainWords('Hi{{ if customer.first_name }}, you{{ end }}')).toBe('Hi, you');
});

test.each([
  ['{{ if offers.size > 0 }}A summary, if you like{{ else }}Still thinking of you{{ end }}', 'A summary, if you like'],
  ['Hi{{~ if a.b ~}}, you{{~ else if c.d ~}}, there{{~ else ~}}!{{~ end ~}} Bye', 'Hi, you Bye'],
  ['{{ if a.b }}{{ if c.d }}One{{ else }}Two{{ end }}{{ else }}{{ if c.d }}Three{{ end }}Four{{ end }}.', 'One.'],
  ['{{ if a.b }}{{ with c.d }}One{{ end }}{{ else }}Two{{ end }}', 'One'],
  ['{{ case a.b }}{{ when 1 }}One{{ when 2 }}Two{{ end }}', 'One'],
  ['{{ if a.b }}{{ else }}Nothing yet{{ end }}', 'Nothing yet'],
])('of a text with sides, the first that says anything stands for all: %s', (text, expected) => expect(plainWords(text)).toBe(expected));

test('a field that may be missing is named by itself, not by what stands in for it', () => {
  expect(plainWords("Order {{ purchase?.number ?? '' }}")).toBe('Order number');
  expect(plainWords('{{ purchase?.status_url ?? store.url }}')).toBe('order status url');
  expect(plainWords('{{ slots.tip_1 ?? purchase?.lines[0]?.url }}')).toBe('tip 1');
});

test('what was kept of an order are its products too', () => {
  expect(plainWords('Your {{ purchase.kept_lines[0].name }}')).toBe('Your product name');
  expect(plainWords('{{ purchase.kept_lines.size }}')).toBe(t.designer.countOf(t.designer.products));
});

test('how many there are is a number, not a size', () => {
  expect(plainWords('{{ purchase.lines.size }}')).toBe(t.designer.countOf(t.designer.products));
  expect(plainWords('{{ offers.size }}')).toBe(t.designer.countOf('offers'));
});

test('words that are put before and after a field stand beside it', () => {
  const text = "Passt gut zu{{ purchase.lines.size == 1 ? ': ' + purchase.lines[0].name + '!' : ' Ihrem Einkauf' }}";
  expect(wordsOf(text)).toEqual([
    { text: 'Passt gut zu', isField: false },
    { text: ': ', isField: false },
    { text: 'product name', isField: true },
    { text: '!', isField: false },
  ]);
});

test('a note is in no text, and a path in quotes is no field', () => {
  expect(wordsOf('Hi{{# purchase.number }}{{~ # why ~}}{{- customer.first_name -}}', true).map(({ text }) => text)).toEqual([
    'Hi',
    'first name',
  ]);
  expect(wordsOf("{{ 'www.peak.example' }}")).toEqual([]);
});

test('a text that depends on something says where, when asked', () => {
  const parts = wordsOf('{{ if coupon }}A code{{ else }}Hello {{ customer.first_name }}{{ end }}', true);
  expect(wordsOf('{{ nickname }}, hi', true).map(({ text }) => text)).toEqual(['nickname', ', hi']);
  expect(parts.map(({ text }) => text)).toEqual([t.designer.turns.if, 'A code', t.designer.turns.else, 'Hello ', 'first name']);
});

test('the field of a problem is a path of keys', () => {
  expect(pathOf('steps[2].branch[0].if')).toEqual(['steps', 2, 'branch', 0, 'if']);
});
