import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TemplateConflict } from '../src/api/types';
import { Conflict } from '../src/pages/templates/Conflict';
import type { TemplateEditor } from '../src/pages/templates/useTemplateEditor';
import { lineChanges } from '../src/parts/lineChanges';
import { t } from '../src/strings';
import { Harness } from './harness';
import * as mail from './mails';

let page: Harness;
beforeEach(() => {
  page = new Harness();
});
afterEach(() => page.close());

const c = t.templateEditor.conflict;
const list = (label: string) => [...document.querySelectorAll(`[aria-label="${label}"] li`)].map((line) => line.innerHTML);

test('A conflict of a mail begins as a sentence and shows the lines that each of the two changed', async () => {
  const seen = 'one\ntwo\nthree';
  const theirs = { ...mail.template('note').reading, source: 'one\n  TWO\nthree' };
  const conflict = { error: '', path: null, edited_by: 'whoever runs this server', theirs } as TemplateConflict;
  const editor = { seen, source: `${seen}\nfour` } as TemplateEditor;
  await page.show(<Conflict conflict={conflict} editor={editor} />, 'Whoever runs this server saved this mail');
  expect(list(c.theirChanges)).toEqual(['<del>two</del>', '<ins>TWO</ins>']);
  expect(list(c.yourChanges)).toEqual(['<ins>four</ins>']);
});

test.each([
  ['a\nb\nc', 'a\nb\nc', ''],
  ['a\nb\nc', 'a\nc', '-b'],
  ['a\nb\nc\nd', 'a\nx\nc\ny\nd', '-b +x +y'],
  ['', 'a', '- +a'],
  ['a\nb\nb', 'b\nb\na', '-a +a'],
])('Lines that differ between %j and %j are %j', (before, after, expected) => {
  expect(
    lineChanges(before, after)
      .map(({ kind, text }) => `${kind === 'removed' ? '-' : '+'}${text}`)
      .join(' '),
  ).toBe(expected);
});

test('Very long texts are compared by their ends only', () => {
  const lines = (letter: string) => Array.from({ length: 2_100 }, (_, i) => `${letter}${i}`).join('\n');
  const changes = lineChanges(`same\n${lines('a')}`, `same\n${lines('b')}`);
  expect([changes.length, changes[0], changes.at(-1)?.kind]).toEqual([4_200, { kind: 'removed', text: 'a0' }, 'added']);
});
