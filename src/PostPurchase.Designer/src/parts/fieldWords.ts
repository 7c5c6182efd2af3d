import { t } from '../strings';

const d = t.designer;

type Part = { text: string; isField: boolean };

/** A text in parts; a field of the model is one part, named as people would. `withTurns` says, too, where the text depends on something. */
export function wordsOf(text: string, withTurns = false): Part[] {
  const pieces = text.split(/(\{\{.*?\}\})/s);
  return (withTurns ? pieces : firstSides(pieces))
    .flatMap((part) => (part.startsWith('{{') ? partsOf(part.slice(2, -2), withTurns) : [said(part)]))
    .filter((part) => part.text !== '')
    .map((part, i, all) => ({ ...part, text: withoutEcho(part, all[i - 1]?.text ?? '') }));
}

const said = (text: string | undefined): Part => ({ text: text ?? '', isField: false });
const field = (text: string | undefined): Part => ({ text: text ?? '', isField: true });

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
const codeOf = (marked: string) => marked.replaceAll(/^[-~]|[-~]$/g, '');
const block = /^\s*(if|else|end|for|case|when|while|tablerow|with|wrap|capture|func)\b/;
const blockOf = (piece: string) => (piece.startsWith('{{') ? block.exec(codeOf(piece.slice(2, -2)))?.[1] : undefined);

/** Of what depends on something only the first side that says anything: no mail says both. */
function firstSides(pieces: string[]): string[] {
  const kept: string[] = [];
  const open: { from: number; isOver: boolean }[] = [];
  for (const piece of pieces) {
    const word = blockOf(piece);
    const last = open.at(-1);
    if (word === 'end') open.pop();
    else if (word === 'else' || word === 'when') {
      if (last) last.isOver ||= kept.slice(last.from).some((one) => one.trim() !== '');
    } else if (word) open.push({ from: kept.length, isOver: last?.isOver ?? false });
    else if (!last?.isOver) kept.push(piece);
  }
  return kept;
}

const literal = /(["'])(.*?)\1/s;
const fieldPath = /[a-z_]\w*(?:\??\.[a-z_]\w*|\[\d+\])+/i;

// `if ...`, `end` and notes show nothing. Where nothing may be left out, what has no name of a field stands as it is written.
function partsOf(marked: string, withTurns: boolean): Part[] {
  const code = codeOf(marked);
  if (/^\s*#/.test(code)) return [];
  const word = turn.exec(code)?.[1];
  if (word) return withTurns ? [field(d.turns[word])] : [];
  const parts = saidBy(code);
  return parts.length === 0 && withTurns ? [field(code.trim())] : parts;
}

// `customer.first_name ?? 'friend'` is the first name, `': ' + purchase.number` the order number after a colon.
function saidBy(code: string): Part[] {
  const withoutTexts = code.replaceAll(new RegExp(literal, 'gs'), (text) => `"${' '.repeat(text.length - 2)}"`);
  // Of `a == 1 ? b : c` only b or c is in the mail; a question mark in a text is none.
  const choice = /[^?]\?(?![?.])/.exec(withoutTexts);
  const from = choice ? choice.index + choice[0].length : 0;
  const found = fieldPath.exec(withoutTexts.slice(from));
  if (!found) return choice ? [field(literal.exec(code.slice(from))?.[2])] : [];
  const at = from + found.index;
  const before = /(["'])((?:(?!\1).)*)\1\s*\+\s*$/s.exec(code.slice(from, at))?.[2];
  const after = /^\s*\+\s*(["'])(.*?)\1/s.exec(code.slice(at + found[0].length))?.[2];
  return [said(before), field(nameOf(found[0])), said(after)];
}

function nameOf(path: string) {
  const keys = path.replaceAll(/\?|\[\d+\]/g, '').split('.');
  const last = keys.at(-1) ?? '';
  if (last === 'size') return d.countOf(isLines(keys.at(-2)) ? d.products : inLetters(keys.at(-2) ?? ''));
  const owner = keys.some(isLines) ? d.product : keys[0] === 'purchase' ? d.order : '';
  return `${owner} ${inLetters(last)}`.trim();
}

const isLines = (key?: string) => key === 'lines' || key === 'kept_lines';
const inLetters = (key: string) => key.replaceAll('_', ' ');
