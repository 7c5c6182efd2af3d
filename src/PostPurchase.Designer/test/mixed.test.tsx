import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BlockEdit, BlockField as Field } from '../src/api/types';
import { BlockField } from '../src/pages/templates/BlockField';
import { insertedAt, matching } from '../src/pages/templates/InsertField';
import type { Held } from '../src/pages/templates/useBlockEdits';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

const s = t.templateEditor;
const title: Field = {
  name: 'title',
  label: 'Title',
  type: 'text',
  default: null,
  value: null,
  code: '$"Hi {customer.first_name ?? \'friend\'}"',
  mixed: "Hi {{ customer.first_name ?? 'friend' }}",
  why_code: null,
  choices: null,
};
const fields = [
  { path: 'customer.first_name', type: 'text', summary: 'First name.', insert: "customer.first_name ?? ''" },
  { path: 'store.name', type: 'text', summary: 'The name that customers know.', insert: 'store.name' },
  { path: 'purchase.lines', type: 'list', summary: 'The lines.', insert: null },
];
let page: Harness;
let edits: BlockEdit[];
const onCode = vi.fn();

beforeEach(() => {
  edits = [];
  onCode.mockClear();
  page = new Harness((method, url, body) =>
    url.includes('template-vocabulary') ? { status: 200, body: { partials: [], fields, functions: [] } } : answer(method, url, body),
  );
});
afterEach(() => page.close());

const show = (field: Field, held?: Held) =>
  page.show(
    <BlockField field={field} index={2} isLocked={false} held={held} onEdit={(edit) => edits.push(edit)} onCode={onCode} />,
    field.label,
  );

test('A text with a field of the customer in it is typed as text', async () => {
  await show(title);
  expect(page.field('Title').value).toBe("Hi {{ customer.first_name ?? 'friend' }}");
  page.type('Title', 'Hello {{ customer.first_name }}!');
  await page.until(() => edits.length === 1, 'the change');
  expect(edits).toEqual([{ kind: 'mixed', index: 2, field: 'title', value: 'Hello {{ customer.first_name }}!' }]);
});

test('A text that grows long stays in the input that is typed in', async () => {
  await show({ ...title, code: '"Hi"', value: 'Hi', mixed: 'Hi' });
  const input = page.field('Title');
  input.focus();
  page.type('Title', 'x'.repeat(61));
  await page.until(() => edits.length === 1, 'the change');
  expect(page.field('Title')).toBe(input);
  expect(document.activeElement).toBe(input);
});

/** Whether Enter in the field is kept from adding a line. */
function isEnterKept() {
  const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
  page.field('Title').dispatchEvent(event);
  return event.defaultPrevented;
}

test('Neither Enter nor what is pasted adds a line where one line is meant', async () => {
  await show(title);
  expect(isEnterKept()).toBe(true);
  page.type('Title', 'one\ntwo');
  await page.until(() => edits.length === 1, 'the change');
  expect(edits[0]?.value).toBe('one two');
});

test('Enter adds a line to a text of several lines', async () => {
  await show({ ...title, type: 'richtext' });
  expect(isEnterKept()).toBe(false);
});

test('A date stays in one input while the field in it is taken out, and is picked again once it is left', async () => {
  const date = { ...title, type: 'date', code: 'purchase.created_at', mixed: '{{ purchase.created_at }}' };
  await show(date);
  const input = page.field('Title');
  page.type('Title', '2026-11-30');
  await page.until(() => edits.length === 1, 'the change');
  expect(page.field('Title')).toBe(input);
  input.focus();
  input.blur();
  await page.until(() => page.field('Title').getAttribute('type') === 'date', 'the picker');
});

test('A text at rest shows its fields in words, beside the field that is typed in', async () => {
  await show(title);
  const shown = document.querySelector('.in-words-shown');
  expect(shown?.textContent).toBe('Hi first name');
  expect(shown?.querySelector('.chip')?.textContent).toBe('first name');
  expect(shown?.getAttribute('aria-hidden')).toBe('true');
});

test('A long text at rest is read to its end: its words go along with the field below them', async () => {
  await show({ ...title, type: 'richtext' });
  const shown = document.querySelector('.in-words-shown') as HTMLElement;
  const sized = (element: Element, scrollHeight: number) => {
    Object.defineProperty(element, 'scrollHeight', { value: scrollHeight });
    Object.defineProperty(element, 'clientHeight', { value: 200 });
  };
  const input = page.field('Title');
  sized(input, 600);
  sized(shown, 400);
  input.scrollTop = 200;
  input.dispatchEvent(new Event('scroll'));
  expect(shown.scrollTop).toBe(100);
});

test('The menu puts a field where the caret is, and the caret where words for a missing value go', () => {
  expect(insertedAt('Hi , bye', [3, 3], "customer.first_name ?? ''")).toEqual({
    text: "Hi {{ customer.first_name ?? '' }}, bye",
    caret: 30,
  });
  expect(insertedAt('Hi Jane', [3, 7], 'store.name')).toEqual({ text: 'Hi {{ store.name }}', caret: 19 });
  expect(insertedAt('Hi ', [null, null], 'store.name').text).toBe('Hi {{ store.name }}');
});

test('The menu is searched by path and by words, and has no lists', () => {
  expect(matching(fields, '').map((field) => field.path)).toEqual(['customer.first_name', 'store.name']);
  expect(matching(fields, 'first NAME').map((field) => field.path)).toEqual(['customer.first_name']);
  expect(matching(fields, 'customers know').map((field) => field.path)).toEqual(['store.name']);
});

test('A field that is picked is in the text and in the mail', async () => {
  await show({ ...title, code: '"Hi "', value: 'Hi ', mixed: 'Hi ' });
  page.button(`${s.insert}: Title`).click();
  await page.until(() => page.says('Customer › First name'), 'the menu');
  [...document.querySelectorAll<HTMLButtonElement>('.field-list button')].at(0)?.click();
  await page.until(() => edits.length === 1, 'the change');
  expect(edits[0]?.value).toContain("{{ customer.first_name ?? '' }}");
  expect(page.field('Title').value).toBe(edits[0]?.value);
});

test('Enter takes the first field that is found', async () => {
  await show({ ...title, code: '"Hi "', value: 'Hi ', mixed: 'Hi ' });
  page.button(`${s.insert}: Title`).click();
  await page.until(() => page.says('Customer › First name'), 'the menu');
  page.type(s.searchField, 'customers know');
  await page.until(() => !page.says('Customer › First name'), 'what was found');
  page.field(s.searchField).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  await page.until(() => edits.length === 1, 'the change');
  expect(edits[0]?.value).toContain('{{ store.name }}');
});

test('Why something is not in the mail stands beside where it was typed', async () => {
  await show(title, { said: 'Hi', why: 'there is no `customer.frist_name`' });
  expect(page.says('there is no `customer.frist_name`')).toBe(true);
});

test('What is more than text says why, and leads to the code', async () => {
  await show({ ...title, code: "(coupon ? 'a' : 'b')", mixed: null, why_code: 'it says one thing or another, on a condition' });
  expect(page.says(s.computed('it says one thing or another, on a condition'))).toBe(true);
  page.button(s.editCode).click();
  expect(onCode).toHaveBeenCalledOnce();
  page.button(s.writeInstead).click();
  expect(edits).toEqual([{ kind: 'mixed', index: 2, field: 'title', value: '' }]);
});

test('A picture that a slot may name is picked without losing the slot', async () => {
  await show({ ...title, label: 'Picture', type: 'image', code: '(slots.image ?? null)', mixed: '' });
  page.type('Picture', 'https://peak.example/a.png');
  await page.until(() => edits.length === 1, 'the change');
  expect(edits[0]?.kind).toBe('mixed');
});
