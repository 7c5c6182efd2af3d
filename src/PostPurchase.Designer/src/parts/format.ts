import { createContext, use, useMemo } from 'react';
import type { Amount, Store } from '../api/types';
import { t } from '../strings';

/** The store that the server serves; null until it is known. */
export const StoreContext = createContext<Store | null>(null);

/** Numbers, money and instants as people write them; instants in the store's time zone. */
export function useFormat() {
  const store = use(StoreContext);
  return useMemo(() => formatIn(store?.time_zone, store?.currency), [store]);
}

export function formatIn(timeZone: string | undefined, currency: string | undefined) {
  const zone = timeZone ? { timeZone } : {};
  const minute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short', ...zone });
  const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short', ...zone });
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', ...zone });
  const whole = new Intl.NumberFormat();
  return {
    at: (instant: string | null | undefined) => (instant ? minute.format(new Date(instant)) : t.state.never),
    time: (instant: string) => time.format(new Date(instant)),
    day: (instant: string | null | undefined) => (instant ? day.format(new Date(instant)) : t.state.never),
    number: (value: number) => whole.format(value),
    money: (value: Amount | string | number | null | undefined, of?: string) => money(value, of ?? currency),
  };
}

function money(value: Amount | string | number | null | undefined, currency: string | undefined): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'object') return money(value.amount, value.currency);
  return currency ? new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(Number(value)) : String(value);
}

/** `order_confirmation` and `order-confirmation` as words. */
export const words = (name: string) => name.replaceAll(/[_-]+/g, ' ').replace(/^./, (first) => first.toUpperCase());

/** A sentence that the server left without a capital. */
export const sentence = (text: string) => text.replace(/^./, (first) => first.toUpperCase());

export const countOf = (problems: number | unknown[] | null | undefined) => (Array.isArray(problems) ? problems.length : (problems ?? 0));
