import { t } from '../strings';

const d = t.designer;

type Part = { text: string; isField: boolean };

/** A text in parts; a field of the model is one part, named as people would. `withTurns` says, too, where the text depends on something. */
export function wordsOf(text: string, withTurns = false): Part[] {
  return text
    .split(/(\{\{.*?\}\})/s)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('{{') ? { text: nameOf(part.slice(2, -2), withTurns), isField: true } : { text: part, isField: false }))
    .filter((part) => part.text !== '')
    .map((part, i, all) => ({ ...part, text: withoutEcho(part, all[i - 1]?.text ?? '') }));
}

// After "order" the number is the order's without saying so.
const withoutEcho = ({ text, isField }: Part, before: string) =>
  isField &&
  before
    .trimEnd()
    .toLowerCase()
    .endsWith(text.split(' ')[0] ?? '')
    ? text.split(' ').slice(1).join(' ') || text
    : text;

export const plainWords = (text: string) =>
  wordsOf(text)
    .map((part) => part.text)
    .join('');

const turn = /^\s*(if|else|end|for|case|when)\b/;

// Where nothing may be left out, what has no name of a field stands as it is written.
function nameOf(code: string, withTurns: boolean): string {
  if (!withTurns) return fieldName(code);
  const word = turn.exec(code)?.[1];
  return word ? (d.turns[word] ?? '') : fieldName(code) || code.trim();
}

// `customer.first_name ?? 'friend'` is the first name; `if ...` and `end` show nothing.
function fieldName(code: string): string {
  if (turn.test(code)) return '';
  // Of `a == 1 ? b : c` only b or c is in the mail; a question mark in a text is none.
  const [, chosen] = /[^?]\?(?![?.])(.*)$/s.exec(code.replaceAll(/(["']).*?\1/gs, '""')) ?? [];
  const path = /[a-z_]+(?:\.[a-z_]+|\[\d+\])+/i.exec(chosen ?? code)?.[0];
  if (!path) return chosen === undefined ? '' : (/(["'])(.*?)\1/s.exec(code.slice(code.indexOf('?')))?.[2] ?? '');
  const keys = path.replaceAll(/\[\d+\]/g, '').split('.');
  const last = keys.at(-1) ?? '';
  const owner = keys.includes('lines') ? d.product : keys[0] === 'purchase' ? d.order : '';
  return `${owner} ${last.replaceAll('_', ' ')}`.trim();
}
