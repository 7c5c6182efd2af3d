import { describe, expect, it } from 'vitest';
import { feeds, fileFor, type PoolValues, pools, readItem, rules, withoutItem, writeItem } from '../src/pages/offers/forms/items';
import { readProgram, writeProgram } from '../src/pages/offers/forms/programValues';

const file = `# Ours.
coupons:
  - pool: welcome-back                # for the second week
    summary: { en: "10% off", de: "10 % Rabatt" }
    valid_for: 14d                    # counted from the mail
    low_water: 50                     # told below
  # The big one.
  - { pool: come-back, summary: "15% off", code: STILLWARM15, minimum: "40.00 EUR" }
`;

describe('the forms of pools, rules and feeds', () => {
  it('change one value and leave every comment where it is', () => {
    const before = readItem(file, pools, 'welcome-back');
    if (!before) throw new Error('it is there');
    expect(writeItem(file, pools, before, before)).toBe(file);
    expect(writeItem(file, pools, before, { ...before, valid_for: '21d', low_water: '10' })).toBe(
      file.replace('14d ', '21d ').replace('low_water: 50', 'low_water: 10'),
    );
  });

  it('change a pool with one code into one of many codes', () => {
    const before = readItem(file, pools, 'come-back');
    if (!before) throw new Error('it is there');
    expect(writeItem<PoolValues>(file, pools, before, { ...before, kind: 'each', if_exhausted: 'hold' })).toBe(
      file.replace(', code: STILLWARM15, minimum: "40.00 EUR"', ', minimum: "40.00 EUR", if_exhausted: hold'),
    );
  });

  it('keep one code for everybody as it was chosen, to ask for the code', () => {
    const pool = { ...pools.read({}), pool: 'spring', kind: 'shared' as const };
    const written = writeItem('', pools, null, pool);
    expect(written).toBe('coupons:\n  - pool: spring\n    code: ""\n');
    expect(readItem(written, pools, 'spring')?.kind).toBe('shared');
  });

  it('add one at the end, and begin a file', () => {
    expect(writeItem(file, rules, null, { rule: 'spring', offers: ['cup', 'cloths'], why: '' })).toBe(
      `${file}rules:\n  - rule: spring\n    offers: [cup, cloths]\n`,
    );
    const feed = { ...feeds.read({}), name: 'shop', url: 'https://shop.example/feed.xml', every: '6h' };
    expect(writeItem('', feeds, null, feed)).toBe('feeds:\n  - name: shop\n    url: "https://shop.example/feed.xml"\n    every: 6h\n');
  });

  it('delete one with the comment above it', () => {
    expect(withoutItem(file, pools, 'come-back')).toBe(file.slice(0, file.indexOf('  # The big one.')));
  });

  it('go into the file that has such a list, and never into that of a program', () => {
    const own = { name: 'own.yaml', text: 'program: own\nfeeds: [{ name: a, url: "https://a.example" }]\n' };
    expect(fileFor('coupons', [own, { name: 'codes.yaml', text: file }])).toBe('codes.yaml');
    expect(fileFor('feeds', [own])).toBe('feeds.yaml');
    expect(fileFor('rules', [own, { name: 'rules.yaml', text: 'program: rules\n' }])).toBe('more-rules.yaml');
  });
});

describe('the form of a program', () => {
  const program = 'program: peak\nstore: de # Berlin\nutm:\n  source: lantern # ours\n  medium: email\nterms: { email_allowed: "yes" }\n';

  it('changes campaign parameters and keeps the words beside them', () => {
    const before = readProgram(program);
    const written = writeProgram(program, before, { ...before, campaign: { ...before.campaign, source: 'news', term: 'x' } });
    expect(written).toBe(program.replace('lantern', 'news').replace('  medium: email\n', '  medium: email\n  term: x\n'));
  });

  it('switches campaign parameters off and back to the usual', () => {
    const before = readProgram(program);
    const off = writeProgram(program, before, { ...before, campaign: { ...before.campaign, kind: 'off' } });
    expect(off).toBe('program: peak\nstore: de # Berlin\nterms: { email_allowed: "yes" }\nutm: "off"\n');
    const seen = readProgram(off);
    expect(seen.campaign.kind).toBe('off');
    expect(writeProgram(off, seen, { ...seen, campaign: { ...seen.campaign, kind: 'usual' } })).not.toContain('utm');
  });

  it('knows its store and whether it takes coupon sites', () => {
    const before = readProgram(program);
    expect([before.store, before.coupon_sites]).toEqual(['de', true]);
    const written = writeProgram(program, before, { ...before, store: 'at', coupon_sites: false });
    expect(written).toBe(program.replace('de #', 'at #').replace('"yes" }', '"yes", coupon_sites: false }'));
  });
});
