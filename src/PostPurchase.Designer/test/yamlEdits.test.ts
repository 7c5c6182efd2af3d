import { describe, expect, it } from 'vitest';
import { addItem, removeItem, setValue, valuesOf } from '../src/parts/yamlEdits';

const partner = `# Cups of a partner.
program: cups   # as its network knows it
name: 'Slow cups'
future_key: kept
terms: { email_allowed: "yes", prices_allowed: true }
commission: 9%

offers:
  # The best one.
  - { id: cup, name: "Enamel cup", url: "https://x.example/cup", tags: [blue, red] } # sells
  # Less so.
  - { id: mug, name: "Mug", url: "https://x.example/mug" }
`;

const own = `program: own
offers:
  - id: bottle
    name: Bottle
    url: https://shop.example/bottle # the page
    complements:
      - cup   # they fit
      - lid
    price: "9.95 USD"

  - id: tent
    name: Tent
    url: https://shop.example/tent
`;

describe('a YAML text that a form writes', () => {
  it('changes the letters of one value only', () => {
    expect(setValue(partner, ['offers', 0, 'name'], 'Tin cup')).toBe(partner.replace('"Enamel cup"', '"Tin cup"'));
    expect(setValue(partner, ['name'], "Bob's cups")).toBe(partner.replace("'Slow cups'", "'Bob''s cups'"));
    expect(setValue(own, ['offers', 0, 'price'], '12.00 USD')).toBe(own.replace('9.95 USD', '12.00 USD'));
    expect(setValue(partner, ['terms', 'prices_allowed'], false)).toBe(partner.replace('prices_allowed: true', 'prices_allowed: false'));
  });

  it('puts a new key beside its like, on one line or on a line of its own', () => {
    expect(setValue(partner, ['offers', 1, 'price'], '9.00 EUR')).toBe(
      partner.replace('"https://x.example/mug" }', '"https://x.example/mug", price: "9.00 EUR" }'),
    );
    expect(setValue(own, ['offers', 1, 'in_stock'], false)).toBe(
      own.replace('url: https://shop.example/tent\n', 'url: https://shop.example/tent\n    in_stock: false\n'),
    );
    expect(setValue(partner, ['network'], 'awin', ['program', 'name', 'network', 'terms'])).toBe(
      partner.replace("name: 'Slow cups'\n", "name: 'Slow cups'\nnetwork: awin\n"),
    );
  });

  it('begins a group that is not there', () => {
    expect(setValue(own, ['terms', 'disclosure'], { en: 'Ad: #1', de: 'Anzeige' }, ['program', 'terms', 'offers'])).toBe(
      own.replace('program: own\n', 'program: own\nterms:\n  disclosure:\n    en: "Ad: #1"\n    de: Anzeige\n'),
    );
  });

  it('takes a key away with its comma or its line, and a group with its last key', () => {
    expect(setValue(partner, ['offers', 0, 'tags'], undefined)).toBe(partner.replace(', tags: [blue, red]', ''));
    expect(setValue(own, ['offers', 0, 'price'], undefined)).toBe(own.replace('    price: "9.95 USD"\n', ''));
    const left = setValue(setValue(partner, ['terms', 'email_allowed'], undefined), ['terms', 'prices_allowed'], undefined);
    expect(left).toBe(partner.replace('terms: { email_allowed: "yes", prices_allowed: true }\n', ''));
  });

  it('keeps an item of a list that has lost its last key', () => {
    expect(valuesOf(setValue('offers:\n  - why: good\n  - id: mug\n', ['offers', 0, 'why'], undefined))).toEqual({
      offers: [{}, { id: 'mug' }],
    });
  });

  it('keeps the comments of a list whose items change', () => {
    expect(setValue(own, ['offers', 0, 'complements'], ['cup', 'straw'])).toBe(own.replace('      - lid\n', '      - straw\n'));
    expect(setValue(partner, ['offers', 0, 'tags'], ['blue'])).toBe(partner.replace('[blue, red]', '[blue]'));
  });

  it('adds an item in the manner of its neighbours', () => {
    expect(addItem(partner, 'offers', { id: 'jug', name: 'Jug: big', in_stock: false })).toBe(
      `${partner}  - { id: jug, name: "Jug: big", in_stock: false }\n`,
    );
    expect(addItem(own, 'offers', { id: 'jug', tags: ['new', 'yes'] })).toBe(`${own}  - id: jug\n    tags: [new, "yes"]\n`);
    expect(addItem('program: cups\noffers: []\n', 'offers', { id: 'jug', name: 'Jug' })).toBe(
      'program: cups\noffers:\n  - id: jug\n    name: Jug\n',
    );
    expect(addItem('# Mine.\nprogram: cups\n', 'offers', { id: 'jug' })).toBe('# Mine.\nprogram: cups\noffers:\n  - id: jug\n');
  });

  it('takes an item away with the comment above it, and the list with its last item', () => {
    expect(removeItem(partner, 'offers', 1)).toBe(
      partner.replace('  # Less so.\n  - { id: mug, name: "Mug", url: "https://x.example/mug" }\n', ''),
    );
    const one = removeItem(own, 'offers', 0);
    expect(valuesOf(one).offers).toEqual([{ id: 'tent', name: 'Tent', url: 'https://shop.example/tent' }]);
    expect(removeItem(one, 'offers', 0).trim()).toBe('program: own');
  });

  it('begins a file', () => {
    expect(setValue('', ['program'], 'cups')).toBe('program: cups\n');
    expect(setValue(setValue('', ['program'], 'cups'), ['terms', 'email_allowed'], 'yes')).toBe(
      'program: cups\nterms:\n  email_allowed: "yes"\n',
    );
  });

  it('writes what its letters cannot follow anew, and says the same', () => {
    const odd =
      'program: cups\noffers:\n  - &a { id: cup, name: Cup, url: "https://x.example/c" }\n  - { <<: *a, id: mug }\nnote: |\n  two\n  lines\n';
    expect(valuesOf(setValue(odd, ['note'], 'one')).note).toBe('one');
    expect(setValue(odd, ['note'], 'one')).toContain('&a');
  });

  it('stays valid whatever is typed', () => {
    for (const typed of [
      '',
      ' ',
      '#',
      ': ',
      '- a',
      '"',
      "'",
      '\\',
      'a, b',
      '} ]',
      '{{ x }}',
      '\u0007',
      'ü',
      'null',
      '1e3',
      '*a',
      '&a',
      '!x',
      '%x',
      '@',
      '`',
      'a\nb',
      '<<',
    ])
      for (const text of [partner, own]) {
        expect(valuesOf(setValue(text, ['offers', 1, 'why'], typed)).offers).toMatchObject([{}, { why: typed }]);
        expect(valuesOf(setValue(text, ['offers', 0, 'name'], typed)).offers).toMatchObject([{ name: typed }, {}]);
      }
  });
});
