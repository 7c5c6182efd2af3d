import { createContext, use } from 'react';
import type { Amount, Store } from '../api/types';
import { t } from '../strings';

/** The store that the server serves; null until it is known. */
export const StoreContext = createContext<Store | null>(null);

/** Numbers, money and instants as people write them; instants in the store's time zone. */
export function useFormat() {
  const store = use(StoreContext);
  return formatIn(store?.time_zone, store?.currency);
}

const made = new Map<string, ReturnType<typeof formats>>();

/** Made once: a formatter of dates costs more than everything that it will ever write. */
export function formatIn(timeZone: string | undefined, currency: string | undefined) {
  const key = `${timeZone} ${currency}`;
  const known = made.get(key) ?? formats(timeZone, currency);
  made.set(key, known);
  return known;
}

function formats(timeZone: string | undefined, currency: string | undefined) {
  const zone = timeZone ? { timeZone } : {};
  const minute = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short', ...zone });
  const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short', ...zone });
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', ...zone });
  const whole = new Intl.NumberFormat();
  return {
    at: (instant: string | null | undefined) => (instant ? inOnePiece(minute.format(new Date(instant))) : t.state.never),
    time: (instant: string) => inOnePiece(time.format(new Date(instant))),
    day: (instant: string | null | undefined) => (instant ? day.format(new Date(instant)) : t.state.never),
    /** Of a day or month that a report counted, as `2026-11-30` or `2026-11`: it is the store's own already. */
    date: (named: string) => dateOf(named),
    number: (value: number) => whole.format(value),
    /** Of an amount that is written with its currency, as `40.00 EUR`. */
    written: (text: string) => money(...(text.split(' ', 2) as [string, string?])),
    /** A sentence of the server, with the amounts in it (as `-1,234.50 EUR`) as they are written elsewhere. */
    said: (text: string) =>
      text.replace(/(-?[\d,]+(?:\.\d+)?) ([A-Z]{3})\b/g, (_, value: string, of: string) => money(value.replaceAll(',', ''), of)),
    money: (value: Amount | string | number | null | undefined, of?: string) => money(value, of ?? currency),
  };
}

const wholeDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const wholeMonth = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric', timeZone: 'UTC' });

function dateOf(named: string): string {
  const date = new Date(named);
  if (Number.isNaN(date.getTime())) return named;
  return (named.length > 7 ? wholeDay : wholeMonth).format(date);
}

// A narrow column breaks before the time, not between it and its AM or PM.
const inOnePiece = (instant: string) => instant.replace(/\s(?=[ap]\.?m\b)/i, '\u00a0');

function money(value: Amount | string | number | null | undefined, currency?: string): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'object') return money(value.amount, value.currency);
  return (currency ? moneyIn(currency) : amount).format(Number(value));
}

// Until the shop's currency is known.
const amount = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });

/** A share or a rate, 0..1, in percent; digits stay, so that a column of them is one of points below each other. */
export const percent = (value: number, digits: 1 | 2 = 1) => (digits === 1 ? shares : rates).format(value);

const percentIn = (digits: number) =>
  new Intl.NumberFormat(undefined, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits });
const shares = percentIn(1);
const rates = percentIn(2);

const currencies = new Map<string, Intl.NumberFormat>();

function moneyIn(currency: string): Intl.NumberFormat {
  const known = currencies.get(currency) ?? new Intl.NumberFormat(undefined, { style: 'currency', currency });
  currencies.set(currency, known);
  return known;
}

/** `order_confirmation`, `order-confirmation` and `_order_confirmation` as words. */
export const words = (name: string) =>
  name
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .replace(/^./, (first) => first.toUpperCase());

/** `14d` or `1w` in words; what is written otherwise stays as it is. */
export function spanWords(span: string): string {
  const [, count, unit = ''] = /^(\d+)([a-z])$/.exec(span) ?? [];
  const units = t.offerForms.span[unit];
  return count && units ? `${count} ${count === '1' ? units.replace(/s$/, '') : units}` : span;
}

/** A sentence that the server left without a capital. */
export const sentence = (text: string) => text.replace(/^./, (first) => first.toUpperCase());

/** Who did something, where a sentence begins with it. Names of people stay as they write them. */
export const whoAtStart = (who: string) => (who.startsWith('whoever ') ? sentence(who) : who);

/** Why a mail is in its state, as the server says it, without the state: that stands beside it. Countries have their names, spans and reasons that are keys (`came-back`) are in words. */
export const reasonOf = (text: string) =>
  text
    .replace(/^(held|skipped|parked|expired|rejected|uncertain|accepted): /i, '')
    .replace(/\b[A-Z]{2}(?= needs it)/, countryName)
    .replace(/(?<=less than )\d+[a-z](?= ago)/, spanWords)
    .replace(/^[a-z][a-z0-9]*([_-][a-z0-9]+)+$/i, (key) => key.replaceAll(/[_-]/g, ' '));

/** The same as it stands beside the state and its time; empty where they have said it: a mail that was captured says so, or that nobody knows. */
export function reasonBeside(text: string | null | undefined): string {
  const reason = reasonOf(text ?? '').replace(/^held until .*?: /i, '');
  return reason === 'captured' ? '' : sentence(reason);
}

const regions = new Intl.DisplayNames(['en'], { type: 'region' });
const languages = new Intl.DisplayNames(['en'], { type: 'language' });

/** A country by its code of ISO 3166; what is no such code as it is. */
export const countryName = (code: string | null | undefined) => (/^[a-z]{2}$/i.test(code ?? '') ? regions.of(code ?? '') : code) ?? '';

/** A language by its tag, such as `de-AT`; what is no such tag as it is. */
export function languageName(tag: string): string {
  const written = tag.replace('_', '-');
  return /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i.test(written) ? (languages.of(written) ?? tag) : tag;
}

export const countOf = (problems: number | unknown[] | null | undefined) => (Array.isArray(problems) ? problems.length : (problems ?? 0));
