import { describe, expect, it } from 'vitest';
import { completionsAt } from '../src/pages/templates/completions';
import { isTied, neighbour } from '../src/pages/templates/moves';
import { placesOf } from '../src/pages/templates/Problems';
import { guard, inColours, pictureOf } from '../src/parts/MailFrame';

const block = (index: number, unit: number) => ({
  index,
  unit,
  partial: 'text',
  label: 'Text',
  condition: null,
  is_hidden: false,
  line: 1,
  fields: [],
});
const column = [block(0, 0), block(1, 1), block(2, 1), block(3, 2)];

describe('the column of blocks', () => {
  it('moves past all blocks of the unit above or below', () => {
    expect(neighbour(column, 3, -1)).toBe(2);
    expect(neighbour(column, 0, 1)).toBe(1);
  });

  it('has nowhere to go at its ends', () => {
    expect([neighbour(column, 0, -1), neighbour(column, 3, 1)]).toEqual([null, null]);
  });

  it('says which blocks move with the one above', () => {
    expect(column.map((_, index) => isTied(column, index))).toEqual([false, false, true, false]);
  });
});

describe('problems of the text', () => {
  const problem = (line: number, message: string, severity = 'error') => ({ line, column: 1, code: 'PT1', message, severity, path: null });

  it('are told once for each line, what is wrong before advice', () => {
    const found = [problem(3, 'an `end` is missing'), problem(2, 'is there an alt text?', 'warning'), problem(3, 'x is unknown')];

    expect(placesOf([...found, problem(3, 'x is unknown')])).toEqual([
      { line: 2, isError: false, first: 'is there an alt text?', others: [] },
      { line: 3, isError: true, first: 'an `end` is missing', others: ['x is unknown'] },
    ]);
  });
});

describe('completion', () => {
  const vocabulary = {
    partials: [{ name: '_hero', label: 'Opening', is_page: false, fields: [] }],
    fields: [{ path: 'store.name', type: 'text', summary: '', insert: 'store.name' }],
    functions: [{ name: 'string.upcase', parameters: ['text'], summary: '' }],
  };
  const at = (before: string) => completionsAt(vocabulary, before)?.options.map((option) => option.label);

  it('offers partials after include, filters after a bar, fields elsewhere in code, nothing in HTML', () => {
    expect(at("{{ include '_he")).toEqual(['_hero']);
    expect(at('{{ store.name | ')).toEqual(['string.upcase']);
    expect(at('{{ sto')).toEqual(['store.name', 'string.upcase']);
    expect(at('{{ store.name }}<p>sto')).toBeUndefined();
  });
});

describe('colours of a preview', () => {
  it('does not tell the ledger that somebody here looked at a mail or pressed its links', () => {
    const shown = guard(
      '<!doctype html><p><img src="https://mail.shop.example/o/a4b5cfmwqaaaaaw34dqr.gif"><img src="https://shop.example/p.gif">',
      'all',
      'https://app.example',
    );

    expect(shown).not.toContain('/o/a4b5');
    expect(shown).toContain('https://shop.example/p.gif');
    expect(shown).toContain('<base target="_blank">');
  });

  it('has no bars to scroll by in a picture of a mail, and thin ones where it is read', () => {
    expect(pictureOf('<p>Hi</p>')).toContain('<style>html,body{overflow:hidden!important}</style><p>Hi</p>');
    expect(guard('<p>Hi</p>', 'own')).toContain('scrollbar-width:thin');
  });

  it('puts the dark rules in force or out of it, whatever the browser prefers', () => {
    expect(inColours('@media (prefers-color-scheme: dark) {', true)).toBe('@media (min-width: 0px) {');
    expect(inColours('@media (prefers-color-scheme:dark) {', false)).toBe('@media (max-width: 0px) {');
  });
});
