import { words } from '../parts/format';
import { t } from '../strings';
import { type Clause, clauseOf, splitOutside } from './conditions';

const w = t.designer.conditionWords;

const answered = /^(!?)\s*answered\(\s*["']([^"'\\]*)["']\s*,\s*["']([^"'\\]*)["']\s*\)$/;
const missing = /^([a-z_]+(?:\.[a-z_]+)+)\s*(==|!=)\s*null$/;
const boughtSince = /^(!?)\s*purchased\(\s*line\.product_id\s*,\s*\(date\.now - purchase\.at\)\.days\s*\)$/;

/** A condition as the rows of its builder say it, in one line; as it is written where it says more than that. */
export function conditionInWords(text: string): string {
  const outside = splitOutside(text);
  const parts = outside?.parts.map((part) => partInWords(part.trim())) ?? [null];
  return parts.every((part) => part !== null) ? parts.join(outside?.join === '||' ? w.or : w.and) : text;
}

/** The path of a branch or a test that somebody took: its condition or its name, or that none held. */
export const pathInWords = (label: string) => (label === 'else' || label === 'none' ? t.designer.otherwise : conditionInWords(label));

function partInWords(part: string): string | null {
  const answer = answered.exec(part);
  if (answer) return w.answered(answer[1] === '', words(answer[3] ?? ''), words(answer[2] ?? ''));
  const known = missing.exec(part);
  if (known) return presenceOf(known[1] ?? '', known[2] === '!=');
  const bought = boughtSince.exec(part);
  if (bought) return w.boughtSince(bought[1] === '');
  const clause = clauseOf(part);
  return clause && clauseInWords(clause);
}

// `purchase.delivered_at` is an instant that something gets when it happens.
const presenceOf = (field: string, isThere: boolean) =>
  field.endsWith('_at') ? w.happened(fieldInWords(field.replace(/_at$/, '')), isThere) : w.isKnown(fieldInWords(field), isThere);

function clauseInWords(clause: Clause): string {
  if (clause.kind === 'call')
    return w.calls[clause.name](clause.isTrue, clause.name === 'purchased' ? clause.argument : words(clause.argument));
  const field = fieldInWords(clause.field);
  if (clause.kind === 'flag') return w.flag(field, clause.isTrue);
  return `${field} ${t.designer.conditions.operators[clause.op] ?? clause.op} ${inWords(clause.value)}`;
}

const inWords = (value: string | number | boolean | null) =>
  typeof value === 'boolean' ? (value ? t.designer.conditions.yes : t.designer.conditions.no) : String(value ?? '…');

// All is about the customer where nothing else is said.
export function fieldInWords(field: string): string {
  const [owner = '', ...rest] = field.split('.');
  return [owner === 'customer' ? '' : owner, ...rest].join(' ').replaceAll('_', ' ').trim();
}
