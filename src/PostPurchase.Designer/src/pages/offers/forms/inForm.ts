import { plainly } from '../../../parts/plainly';
import { t } from '../../../strings';

/** The server's words in a form, where nothing is code: what it names is quoted, and an amount that shows how one is written is of the currency that counts here. */
export const inForm = (message: string, money: (amount: number) => string) =>
  plainly(message)
    .replace('a name of a-z, 0-9 and -', t.forms.nameOf)
    .replaceAll(/"(\d+\.\d\d) [A-Z]{3}"/g, (_, amount: string) => money(Number(amount)))
    .replaceAll(/`([^`]*)`/g, '“$1”');

/** An amount without its currency where that has a field of its own, else with the shop's. */
export const writtenIn = (own: string | null, ofShop: string | undefined) => (amount: number) => {
  const currency = own ?? ofShop ?? 'EUR';
  const digits = amount.toFixed(digitsOf(currency));
  return own === null ? `${digits} ${currency}` : digits;
};

/** Decimals that a currency is written with: yen have none. */
export const digitsOf = (currency: string) =>
  /^[A-Z]{3}$/.test(currency)
    ? (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2)
    : 2;
