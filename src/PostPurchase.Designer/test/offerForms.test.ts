import { describe, expect, it } from 'vitest';
import { inForm, writtenIn } from '../src/pages/offers/forms/inForm';
import { readProgram, withoutProgram, writeProgram } from '../src/pages/offers/forms/programValues';
import { cardOf } from '../src/pages/offers/forms/Shown';
import { indexOf, newOffer, readOffer, withoutOffer, writeOffer } from '../src/pages/offers/forms/values';
import { plainly } from '../src/parts/plainly';
import { slug } from '../src/parts/slug';
import { valuesOf } from '../src/parts/yamlEdits';
import { t } from '../src/strings';

const file = `# Agreed in May.
program: slow-mornings
name: Slow Mornings
network: awin
terms: { email_allowed: "yes", redirect_allowed: true, prices_allowed: true }
commission: { default: 9%, cups: "5.00 EUR" } # raised
offers:
  - { id: cup, name: "Double-wall cup", url: "https://x.example/cup", price: "28.00 EUR", category: cups, later: 1 }
  # Seldom.
  - { id: cloth, name: "Linen cloth", url: "https://x.example/cloth" }
`;

describe('the form of an offer', () => {
  it('writes back what it read letter by letter', () => {
    const cup = readOffer(file, 'cup');
    expect(writeOffer(file, cup, cup, 'slow-mornings')).toBe(file);
    expect([cup.amount, cup.currency, cup.in_stock]).toEqual(['28.00', 'EUR', true]);
  });

  it('changes its own fields, keeps those that it does not know', () => {
    const cup = readOffer(file, 'cup');
    const written = writeOffer(file, cup, { ...cup, amount: '29,50', in_stock: false, category: '' }, 'slow-mornings');
    expect(written).toBe(file.replace('price: "28.00 EUR", category: cups, later: 1', 'price: "29.50 EUR", later: 1, in_stock: false'));
  });

  it('keeps a reason that is there for each language, and one that is for everybody', () => {
    const both = file.replace('category: cups', 'category: cups, why: { en: "Stays hot", de: "Bleibt heiß" }');
    const cup = readOffer(both, 'cup');
    expect(cup.why.map((one) => one.language)).toEqual(['en', 'de']);
    expect(writeOffer(both, cup, cup, 'slow-mornings')).toBe(both);
    const one = writeOffer(file, readOffer(file, 'cup'), { ...cup, why: [{ language: '', text: 'Stays hot' }] }, 'slow-mornings');
    expect(one).toContain('why: Stays hot');
  });

  it('puts my changes on top of what somebody else saved', () => {
    const cup = readOffer(file, 'cup');
    const theirs = file.replace('Double-wall cup', 'Glass cup').replace('9%', '11%');
    expect(writeOffer(theirs, cup, { ...cup, amount: '30.00' }, 'slow-mornings')).toBe(theirs.replace('28.00', '30.00'));
  });

  it('adds a new one at the end, and begins the file of the shop itself', () => {
    const jug = { ...newOffer('EUR'), id: 'jug', name: 'Jug', url: 'https://x.example/jug', tags: ['new'] };
    expect(writeOffer(file, null, jug, 'slow-mornings')).toBe(
      `${file}  - { id: jug, name: Jug, url: "https://x.example/jug", tags: [new] }\n`,
    );
    expect(writeOffer('', null, jug, 'own')).toBe(
      'program: own\noffers:\n  - id: jug\n    name: Jug\n    url: "https://x.example/jug"\n    tags: [new]\n',
    );
  });

  it('deletes one with the comment above it', () => {
    const left = withoutOffer(file, 'cloth');
    expect(indexOf(left, 'cloth')).toBe(-1);
    expect(left).toBe(file.slice(0, file.indexOf('  # Seldom.')));
  });
});

describe('the form of a program', () => {
  it('writes back what it read letter by letter', () => {
    const program = readProgram(file);
    expect(writeProgram(file, program, program)).toBe(file);
    expect(program.commission).toEqual([
      { category: '', pays: '9%' },
      { category: 'cups', pays: '5.00 EUR' },
    ]);
  });

  it('closes and opens with one line', () => {
    const program = readProgram(file);
    const closed = writeProgram(file, program, { ...program, isOpen: false });
    expect(closed).toBe(file.replace('network: awin\n', 'network: awin\nstatus: closed\n'));
    expect(writeProgram(closed, readProgram(closed), program)).toBe(file);
  });

  it('takes the disclosure as one text or one for each language', () => {
    const program = readProgram(file);
    const one = writeProgram(file, program, { ...program, disclosure: [{ language: '', text: 'Ad' }] });
    expect(valuesOf(one)).toMatchObject({ terms: { disclosure: 'Ad', email_allowed: 'yes' } });
    const two = [
      { language: 'en', text: 'Ad' },
      { language: 'de', text: 'Anzeige' },
    ];
    const both = writeProgram(one, readProgram(one), { ...readProgram(one), disclosure: two });
    expect(readProgram(both).disclosure).toEqual(two);
  });

  it('says of a new one only what is not usual', () => {
    const made = writeProgram('', null, {
      ...readProgram(''),
      program: 'peak',
      name: 'Peak',
      network: 'cj',
      email_allowed: 'yes',
      commission: [{ category: '', pays: '8 %' }],
    });
    expect(made).toBe('program: peak\nname: Peak\nnetwork: cj\nterms:\n  email_allowed: "yes"\ncommission: 8%\n');
  });

  it('leaves what is not of the program when it goes', () => {
    expect(withoutProgram(file)).toBeNull();
    expect(withoutProgram(`${file}rules:\n  - { rule: best, offers: [cup] }\n`)?.trim()).toBe(
      '# Agreed in May.\nrules:\n  - { rule: best, offers: [cup] }',
    );
  });
});

it('An id follows the name', () => {
  expect(slug('Double-wall cup, Größe „M“')).toBe('double-wall-cup-gro-e-m');
});

it('The words of a problem leave out the path, which stands beside the field', () => {
  expect(plainly('`offers[0].price` is `cheap`; expected a price such as "79.00 USD"')).toBe('Expected a price such as "79.00 USD".');
  expect(plainly('`offers[0].name` is ``; expected a text')).toBe('Please fill this in.');
  expect(plainly('the offer has no `name`: What it is called.')).toBe('Needed: what it is called');
  expect(plainly('the offer `cup` is in cups.yaml already')).toBe('The offer `cup` is in cups.yaml already.');
});

it('In a form nothing is code, and an amount is of the currency that counts there', () => {
  const price = '`coupons[0].minimum` is `cheap`; expected a price such as "79.00 USD"';
  expect(inForm(price, writtenIn(null, 'EUR'))).toBe('Expected a price such as 79.00 EUR.');
  expect(inForm(price, writtenIn('JPY', 'EUR'))).toBe('Expected a price such as 79.');
  expect(inForm('the offer `cup` is in cups.yaml already', writtenIn(null, 'EUR'))).toBe('The offer “cup” is in cups.yaml already.');
  expect(inForm('`offers[0].id` is `A b`; expected a name of a-z, 0-9 and -', writtenIn(null, 'EUR'))).toBe(
    'Expected small letters, digits and hyphens.',
  );
  expect(inForm('`offers[0].url` is ``; expected an address that starts with https:// or http://', writtenIn(null, 'EUR'))).toBe(
    t.forms.empty,
  );
  expect(inForm('`rules[0].offers` needs at least 1', writtenIn(null, 'EUR'))).toBe('At least one is needed.');
});

it('A card with words that look like code stays text', () => {
  const shown = {
    link: 'https://x.example/?t={token}',
    fallback: null,
    own: false,
    price: '28.00',
    currency: 'EUR',
    why: null,
    disclosure: null,
    earning: null,
    why_not: null,
  };
  const source = cardOf(shown, { ...newOffer('EUR'), name: 'A "cup" {{ store.name }}' });
  expect(source).toContain('name: "A \\"cup\\" { { store.name }}"');
  expect(source).toContain('price: (28.00 | money "EUR")');
});
