import { addItem, removeItem, valuesOf } from '../../../parts/yamlEdits';
import { changed, type Fields, group, type Localized, list, localized, orNone, programOrder, text, type Written, wordsIn } from './values';

/** What else than products offers files hold: each a list whose items are known by one of their keys. */
export type ItemList = 'coupons' | 'rules' | 'feeds';

export type PoolValues = {
  pool: string;
  summary: Localized;
  kind: 'shared' | 'each';
  code: string;
  codes: string;
  valid_for: string;
  amount: string;
  currency: string;
  low_water: string;
  if_exhausted: string;
};
export type RuleValues = { rule: string; offers: string[]; why: string };
export type FeedValues = { name: string; url: string; format: string; program: string; store: string; every: string };

/** How a list's items are read, written and known. */
export type ItemShape<V> = {
  list: ItemList;
  id: keyof V & string;
  order: string[];
  read: (item: Fields) => V;
  keys: (values: V) => Written;
};

export const pools: ItemShape<PoolValues> = {
  list: 'coupons',
  id: 'pool',
  order: ['pool', 'summary', 'code', 'codes', 'valid_for', 'minimum', 'low_water', 'if_exhausted'],
  read: (item) => {
    const [amount = '', currency = ''] = text(item.minimum).split(' ');
    return {
      pool: text(item.pool),
      summary: wordsIn(item.summary),
      kind: item.code === undefined && (item.codes !== undefined || item.pool !== undefined) ? 'each' : 'shared',
      code: text(item.code),
      codes: text(item.codes),
      valid_for: text(item.valid_for),
      amount,
      currency,
      low_water: text(item.low_water),
      if_exhausted: text(item.if_exhausted) || 'fallback',
    };
  },
  keys: (values) => ({
    pool: values.pool,
    summary: localized(values.summary),
    // Without any it would be read as a pool of many codes: an empty one is refused.
    code: values.kind === 'shared' ? (orNone(values.code) ?? '') : undefined,
    codes: values.kind === 'each' ? orNone(values.codes) : undefined,
    valid_for: orNone(values.valid_for),
    minimum: values.amount.trim() === '' ? undefined : `${values.amount.trim().replace(',', '.')} ${values.currency}`,
    low_water: values.kind === 'each' && values.low_water !== '' ? Number(values.low_water) : undefined,
    if_exhausted: values.kind === 'shared' || values.if_exhausted === 'fallback' ? undefined : values.if_exhausted,
  }),
};

export const rules: ItemShape<RuleValues> = {
  list: 'rules',
  id: 'rule',
  order: ['rule', 'offers', 'why'],
  read: (item) => ({ rule: text(item.rule), offers: list(item.offers), why: text(item.why) }),
  keys: (values) => ({ rule: values.rule, offers: values.offers, why: orNone(values.why) }),
};

export const feeds: ItemShape<FeedValues> = {
  list: 'feeds',
  id: 'name',
  order: ['name', 'url', 'format', 'program', 'store', 'every'],
  read: (item) => ({
    name: text(item.name),
    url: text(item.url),
    format: text(item.format),
    program: text(item.program),
    store: text(item.store),
    every: text(item.every),
  }),
  keys: (values) => ({
    name: values.name,
    url: values.url.trim(),
    format: orNone(values.format),
    program: orNone(values.program),
    store: orNone(values.store),
    every: orNone(values.every),
  }),
};

export function itemsIn(file: string, of: ItemList): Fields[] {
  const items = valuesOf(file)[of];
  return Array.isArray(items) ? items.map(group) : [];
}

/** The place of an item in its file; -1 where it is not there. */
export const placeOf = <V>(file: string, shape: ItemShape<V>, id: string) =>
  itemsIn(file, shape.list).findIndex((item) => text(item[shape.id]) === id);

export function readItem<V>(file: string, shape: ItemShape<V>, id: string): V | null {
  const item = itemsIn(file, shape.list)[placeOf(file, shape, id)];
  return item ? shape.read(item) : null;
}

/** The file with the keys of the item that differ, or with the new item at the end of its list. */
export function writeItem<V>(file: string, shape: ItemShape<V>, before: V | null, after: V): string {
  const at = before ? placeOf(file, shape, String(before[shape.id])) : -1;
  if (at >= 0 && before) return changed(file, [shape.list, at], shape.keys(before), shape.keys(after), shape.order);
  const item = Object.fromEntries(Object.entries(shape.keys(after)).filter(([, value]) => value !== undefined));
  return addItem(file, shape.list, item, programOrder);
}

export const withoutItem = <V>(file: string, shape: ItemShape<V>, id: string) => removeItem(file, shape.list, placeOf(file, shape, id));

/** Where a new one goes: the file that has such a list already and no program, else one of its own. */
export function fileFor(of: ItemList, files: { name: string; text: string }[]): string {
  const usual = `${of}.yaml`;
  const isFree = ({ text: file }: { text: string }) => valuesOf(file).program === undefined;
  return (
    files.find((file) => isFree(file) && itemsIn(file.text, of).length > 0)?.name ??
    (files.every(({ name }) => name !== usual) || files.some((file) => file.name === usual && isFree(file)) ? usual : `more-${usual}`)
  );
}
