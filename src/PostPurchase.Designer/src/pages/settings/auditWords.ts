import type { components } from '../../api/schema';
import { languageName, words } from '../../parts/format';
import { t } from '../../strings';

const s = t.access.audit;
const path = encodeURIComponent;

export type AuditRow = components['schemas']['AuditRow'];

/** What names subjects that the log knows by a key only. */
export type Known = {
  journey: (key: string) => string;
  /** The page's id of a test, once the tests are known. */
  experiment: (journey: string, step: string, name: string) => string | undefined;
};

/** What was done, as the page that does it calls it. */
export const actionOf = ({ action }: AuditRow) => s.actions[action] ?? words(action.replaceAll('.', ' '));

type Subject = { name: string; to: string | null };

/** Which one was changed, and the page that shows it; null where there is only one, which is not named. */
export function subjectOf(row: AuditRow, known: Known): Subject | null {
  const { action, subject } = row;
  const [kind = '', verb = ''] = action.split('.');
  if (kind === 'brand') return { name: t.brand.title, to: '/brand' };
  if (subject === null) return null;
  return of[kind]?.(subject, verb, row, known) ?? { name: subject, to: null };
}

const of: Record<string, (subject: string, verb: string, row: AuditRow, known: Known) => Subject> = {
  // Who was erased has no name any more, and no page.
  customer: (subject, _, { subject_name: name }) => ({
    name: name ?? t.deliveries.erasedCustomer,
    to: name === null ? null : `/customers/${path(subject)}`,
  }),
  journey: (subject, verb, _, known) => ({
    name: known.journey(subject),
    to: verb === 'draft_deleted' ? null : `/journeys/${path(subject)}`,
  }),
  brake: (subject, _, __, known) => ({ name: known.journey(subject), to: `/journeys/${path(subject)}` }),
  experiment: (subject, _, __, known) => {
    const [journey = '', step = '', name = ''] = subject.split('/');
    const id = known.experiment(journey, step, name);
    return {
      name: [known.journey(journey), words(step), words(name)].filter(Boolean).join(' › '),
      to: id === undefined ? null : `/experiments/${path(id)}`,
    };
  },
  template: (subject, verb) => templateOf(subject, verb),
  delivery: (subject) => ({ name: s.mail, to: `/deliveries/${path(subject)}` }),
  conversion: () => ({ name: s.sale, to: '/commission' }),
  webhook: () => ({ name: s.webhook, to: '/webhooks' }),
  image: () => ({ name: s.picture, to: null }),
  coupons: (subject) => ({ name: words(subject), to: `/offers/pool/${path(subject)}` }),
  offers: (subject, verb) =>
    verb === 'imported'
      ? { name: words(subject), to: `/offers/program/${path(subject)}` }
      : { name: words(subject.replace(/\.ya?ml$/, '')), to: '/offers' },
  account: (subject) => ({ name: subject, to: '/settings?tab=accounts' }),
  key: (subject) => ({ name: subject, to: '/settings?tab=keys' }),
  mail_server: (subject) => ({ name: subject, to: '/settings?tab=mail' }),
  setting: (subject) => {
    const [name, , to] = t.forms.setting.names[subject] ?? [subject.split(':').map(keyWords).join(': '), '', null];
    return { name, to };
  },
};

/** By its file, as `thanks.de.html`. */
function templateOf(file: string, verb: string): Subject {
  const [name = '', language] = file.replace(/\.html$/, '').split('.');
  const query = language ? `?language=${path(language)}` : '';
  return {
    name: language ? `${words(name)} (${languageName(language)})` : words(name),
    to: verb === 'deleted' ? null : `/templates/${path(name)}${query}`,
  };
}

/** One side of a change as people read it: instants as elsewhere, yes and no, and a line for each member of what the server kept as JSON. */
export function sideOf(row: AuditRow, side: 'before' | 'after', at: (instant: string) => string): string | null {
  const text = row[side];
  // What these keep of a text is its hash.
  if (text === null || /^template\.(saved|created|deleted)$/.test(row.action)) return null;
  if (/^customer\.(un)?suppressed$/.test(row.action)) return stop(text, row.actor);
  return row.action.startsWith('customer.') ? value(text, at).replaceAll('third_party', 'third party') : value(text, at);
}

/** `marketing, by hand: ann` with what is stopped as the customer's page calls it, and without who did it, which stands beside it. */
function stop(text: string, actor: string): string {
  if (text === 'not suppressed') return s.notStopped;
  const [scope = '', ...why] = text.split(', ');
  return [t.customers.actions.scopes[scope] ?? scope, ...why].join(', ').replace(`by hand: ${actor}`, 'by hand');
}

const instants = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z/g;

function value(text: string, at: (instant: string) => string): string {
  const known = membersIn(text);
  if (known) return members(known, at).join('\n');
  if (text === 'true') return s.yes;
  if (text === 'false') return s.no;
  // A file is shown as it is written.
  return text.includes('\n') ? text : text.replaceAll(instants, (instant) => at(instant));
}

function membersIn(text: string): object | null {
  if (!text.startsWith('{')) return null;
  try {
    return JSON.parse(text);
  } catch {
    // Cut, or something else that begins so.
    return null;
  }
}

const members = (of: object, at: (instant: string) => string): string[] =>
  Object.entries(of).map(([name, one]) => `${keyWords(name)}: ${member(one, at)}`);

function member(one: unknown, at: (instant: string) => string): string {
  if (one === null) return s.notSet;
  if (Array.isArray(one)) return one.map((item) => member(item, at)).join(', ') || s.notSet;
  if (typeof one === 'object') return members(one, at).join(', ');
  return value(String(one), at);
}

/** `senderName` and `FromName` as words. */
const keyWords = (name: string) =>
  words(name.replaceAll(/([a-z\d])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`));
