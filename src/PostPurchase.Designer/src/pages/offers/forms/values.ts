import { addItem, type Key, removeItem, setValue, type Value, valuesOf } from '../../../parts/yamlEdits';

/** What the form of an offer holds; texts as typed, empty for nothing. */
export type OfferValues = {
  id: string;
  name: string;
  url: string;
  product_id: string;
  image_url: string;
  amount: string;
  currency: string;
  category: string;
  tags: string[];
  countries: string[];
  in_stock: boolean;
  from: string;
  until: string;
  complements: string[];
  upgrades: string[];
  replaces: string[];
  lasts: string;
  exclusive: boolean;
  why: Localized;
  fallback_url: string;
};

/** A text that is one for everybody (language '') or one for each language, in order. */
export type Localized = { language: string; text: string }[];

export type Fields = Record<string, unknown>;
/** What a form says of each key of a file; undefined takes it away. */
export type Written = Record<string, Value | undefined>;

const offerOrder = [
  'id',
  'name',
  'product_id',
  'url',
  'fallback_url',
  'image_url',
  'price',
  'category',
  'tags',
  'countries',
  'in_stock',
  'from',
  'until',
  'complements',
  'upgrades',
  'replaces',
  'lasts',
  'exclusive',
  'why',
];
export const text = (value: unknown) => (value === null || value === undefined ? '' : String(value));
export const list = (value: unknown) => (Array.isArray(value) ? value.map(text) : []);
export const group = (value: unknown): Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {};
export const orNone = (value: string) => (value.trim() === '' ? undefined : value.trim());
export const orEmpty = (value: string[]) => (value.length === 0 ? undefined : value);

export const newOffer = (currency: string): OfferValues => ({ ...offerIn({}), currency });

function offerIn(item: Fields): OfferValues {
  const [amount = '', currency = ''] = text(item.price).split(' ');
  return {
    id: text(item.id),
    name: text(item.name),
    url: text(item.url),
    product_id: text(item.product_id),
    image_url: text(item.image_url),
    amount,
    currency,
    category: text(item.category),
    tags: list(item.tags),
    countries: list(item.countries),
    in_stock: item.in_stock !== false && item.in_stock !== 'false',
    from: text(item.from),
    until: text(item.until),
    complements: list(item.complements),
    upgrades: list(item.upgrades),
    replaces: list(item.replaces),
    lasts: text(item.lasts),
    exclusive: item.exclusive === true || item.exclusive === 'true',
    why: wordsIn(item.why),
    fallback_url: text(item.fallback_url),
  };
}

const offersOf = (file: string) => {
  const { offers } = valuesOf(file);
  return Array.isArray(offers) ? offers.map(group) : [];
};

/** The place of an offer in its file; -1 where it is not there. */
export const indexOf = (file: string, id: string) => offersOf(file).findIndex((item) => text(item.id) === id);

export const readOffer = (file: string, id: string): OfferValues => offerIn(offersOf(file)[indexOf(file, id)] ?? {});

const offerKeys = (values: OfferValues): Written => ({
  id: values.id,
  name: values.name.trim(),
  product_id: orNone(values.product_id),
  url: values.url.trim(),
  fallback_url: orNone(values.fallback_url),
  image_url: orNone(values.image_url),
  price: values.amount.trim() === '' ? undefined : `${values.amount.trim().replace(',', '.')} ${values.currency}`,
  category: orNone(values.category),
  tags: orEmpty(values.tags),
  countries: orEmpty(values.countries),
  in_stock: values.in_stock ? undefined : false,
  from: orNone(values.from),
  until: orNone(values.until),
  complements: orEmpty(values.complements),
  upgrades: orEmpty(values.upgrades),
  replaces: orEmpty(values.replaces),
  lasts: orNone(values.lasts),
  exclusive: values.exclusive || undefined,
  why: localized(values.why),
});

/** The file with the fields that differ; all others stay letter by letter. A new offer goes to the end, into a program's file that need not be there yet. */
export function writeOffer(file: string, before: OfferValues | null, after: OfferValues, program: string): string {
  const index = before ? indexOf(file, before.id) : -1;
  if (index < 0) {
    const item = Object.fromEntries(Object.entries(offerKeys(after)).filter(([, value]) => value !== undefined));
    const begun = valuesOf(file).program === undefined ? setValue(file, ['program'], program, programOrder) : file;
    return addItem(begun, 'offers', item, programOrder);
  }
  return changed(file, ['offers', index], before ? offerKeys(before) : {}, offerKeys(after), offerOrder);
}

export const withoutOffer = (file: string, id: string) => removeItem(file, 'offers', indexOf(file, id));

// How a program's file is ordered.
export const programOrder = [
  'program',
  'name',
  'store',
  'network',
  'merchant',
  'status',
  'link',
  'terms',
  'utm',
  'commission',
  'offers',
  'feeds',
  'rules',
  'coupons',
  'overrides',
];

/** The file with the keys at a place that differ; all others stay letter by letter. */
export function changed(file: string, at: Key[], before: Written, after: Written, order: string[]): string {
  return Object.entries(after).reduce(
    (now, [key, value]) =>
      JSON.stringify(before[key]) === JSON.stringify(value) ? now : setValue(now, [...at, ...key.split('.')], value, order),
    file,
  );
}

/** One text for everybody, or one for each language. */
export const wordsIn = (said: unknown): Localized =>
  said !== null && typeof said === 'object'
    ? Object.entries(group(said)).map(([language, words]) => ({ language, text: text(words) }))
    : said === undefined || said === null
      ? []
      : [{ language: '', text: text(said) }];

export function localized(words: Localized): Value | undefined {
  const said = words.filter((one) => one.text.trim() !== '');
  if (said.length === 0) return undefined;
  const [first] = said;
  if (said.length === 1 && first?.language === '') return first.text.trim();
  return Object.fromEntries(said.map((one) => [one.language || 'en', one.text.trim()]));
}

export const offersIn = (file: string) => offersOf(file).length;

/** What is typed where a key is asked for: small letters and hyphens while typing. */
export const asKey = (typed: string) => typed.toLowerCase().replaceAll(/[\s_]+/g, '-');
