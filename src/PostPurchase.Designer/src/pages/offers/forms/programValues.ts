import { setValue, type Value, valuesOf } from '../../../parts/yamlEdits';
import { changed, group, type Localized, list, localized, orEmpty, orNone, programOrder, text, type Written, wordsIn } from './values';

export type ProgramValues = {
  program: string;
  name: string;
  network: string;
  merchant: string;
  link: string;
  isOpen: boolean;
  email_allowed: string;
  redirect_allowed: boolean;
  prices_allowed: boolean;
  coupon_sites: boolean;
  store: string;
  campaign: Campaign;
  disclosure: Localized;
  cookie_window: string;
  denied_claims: string[];
  commission: { category: string; pays: string }[];
};

/** Campaign parameters of links: as usual, none, or these. */
export type Campaign = { kind: 'usual' | 'off' | 'own' } & Record<CampaignField, string>;
export const campaignFields = ['source', 'medium', 'campaign', 'content', 'term'] as const;
export type CampaignField = (typeof campaignFields)[number];

export function readProgram(file: string): ProgramValues {
  const values = valuesOf(file);
  const terms = group(values.terms);
  const isOwn = values.program === 'own';
  const commission = values.commission;
  return {
    program: text(values.program),
    name: text(values.name),
    network: text(values.network) || 'direct',
    merchant: text(values.merchant),
    link: text(values.link),
    isOpen: values.status !== 'closed',
    email_allowed:
      text(terms.email_allowed === true ? 'yes' : terms.email_allowed === false ? 'no' : terms.email_allowed) ||
      (isOwn ? 'yes' : 'approval'),
    redirect_allowed: terms.redirect_allowed === undefined ? values.network !== 'amazon' : text(terms.redirect_allowed) !== 'false',
    prices_allowed: text(terms.prices_allowed) !== 'false',
    coupon_sites: text(terms.coupon_sites) !== 'false',
    store: text(values.store),
    campaign: campaignIn(values.utm),
    disclosure: wordsIn(terms.disclosure),
    cookie_window: text(terms.cookie_window),
    denied_claims: list(terms.denied_claims),
    commission:
      commission !== null && typeof commission === 'object'
        ? Object.entries(group(commission)).map(([category, pays]) => ({
            category: category === 'default' ? '' : category,
            pays: text(pays),
          }))
        : commission === undefined || commission === null
          ? []
          : [{ category: '', pays: text(commission) }],
  };
}

function campaignIn(utm: unknown): Campaign {
  const said = group(utm);
  const kind = utm === undefined || utm === null ? 'usual' : text(utm) === 'off' || utm === false ? 'off' : 'own';
  const fields = Object.fromEntries(campaignFields.map((field) => [field, text(said[field])]));
  return { kind, ...fields } as Campaign;
}

const campaignKeys = (campaign: Campaign): Written =>
  Object.fromEntries(campaignFields.map((field) => [`utm.${field}`, orNone(campaign[field])]));

function commissionOf(rows: ProgramValues['commission']): Value | undefined {
  const said = rows.filter((row) => row.pays.trim() !== '').map((row) => ({ category: row.category.trim(), pays: payOf(row.pays) }));
  const [first] = said;
  if (!first) return undefined;
  return said.length === 1 && first.category === ''
    ? first.pays
    : Object.fromEntries(said.map((row) => [row.category || 'default', row.pays]));
}

// "9 %" and "5,00 EUR" are what people write.
const payOf = (typed: string) => typed.trim().replace(',', '.').replace(/\s*%$/, '%');

const programKeys = (values: ProgramValues): Written => ({
  program: values.program,
  name: orNone(values.name),
  store: orNone(values.store),
  network: values.network === 'direct' ? undefined : values.network,
  merchant: orNone(values.merchant),
  status: values.isOpen ? undefined : 'closed',
  link: orNone(values.link),
  'terms.email_allowed': values.email_allowed,
  'terms.redirect_allowed': values.redirect_allowed,
  'terms.prices_allowed': values.prices_allowed,
  'terms.coupon_sites': values.coupon_sites,
  'terms.disclosure': localized(values.disclosure),
  'terms.cookie_window': orNone(values.cookie_window),
  'terms.denied_claims': orEmpty(values.denied_claims),
  commission: commissionOf(values.commission),
});

/** The file with the terms that differ; of a new program all that say something. */
export function writeProgram(file: string, before: ProgramValues | null, after: ProgramValues): string {
  const usual: Written = { 'terms.redirect_allowed': after.network !== 'amazon', 'terms.prices_allowed': true, 'terms.coupon_sites': true };
  const written = changed(file, [], before ? programKeys(before) : usual, programKeys(after), programOrder);
  return writeCampaign(written, before?.campaign ?? campaignIn(undefined), after.campaign);
}

function writeCampaign(file: string, before: Campaign, after: Campaign): string {
  if (before.kind === 'own' && after.kind === 'own') return changed(file, [], campaignKeys(before), campaignKeys(after), programOrder);
  if (before.kind === after.kind) return file;
  const without = before.kind === 'usual' ? file : setValue(file, ['utm'], undefined);
  if (after.kind === 'off') return setValue(without, ['utm'], 'off', programOrder);
  return after.kind === 'usual' ? without : changed(without, [], {}, campaignKeys(after), programOrder);
}

const programOnly = ['program', 'name', 'store', 'network', 'merchant', 'status', 'link', 'terms', 'utm', 'commission', 'offers'];

/** The file without its program and offers; null where nothing is left, so that the file goes too. */
export function withoutProgram(file: string): string | null {
  const others = Object.keys(valuesOf(file)).filter((key) => !programOnly.includes(key));
  return others.length === 0 ? null : programOnly.reduce((now, key) => setValue(now, [key], undefined), file);
}

/** What else a program's file holds, which would stay. */
export const besideProgram = (file: string) => Object.keys(valuesOf(file)).filter((key) => !programOnly.includes(key));
