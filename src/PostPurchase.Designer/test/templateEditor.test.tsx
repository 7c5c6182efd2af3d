import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { App } from '../src/App';
import { accessKey } from '../src/api/client';
import type { Block, BlockEdit, Template } from '../src/api/types';
import { blocksToAdd } from '../src/pages/templates/moves';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';
import * as mail from './mails';

const s = t.templateEditor;
const heading = '3 things to do first';
let page: Harness;
/** What the file says. */
let saved: Template;
/** Whether changes of blocks are computed; nobody answers otherwise. */
let isUp: boolean;
let isSignedOut: boolean;
/** What happens as soon as a text has gone to the server, before the page is drawn again. */
let onAsked: ((value: string) => void) | null;

beforeEach(() => {
  saved = mail.template('getting-the-most');
  isUp = true;
  isSignedOut = false;
  onAsked = null;
  page = new Harness(served);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  accessKey.clear();
  page.close();
});

// The text of a mail here is its blocks as JSON, so that changes can be computed.
const readingOf = (blocks: Block[]) => ({ ...saved.reading, blocks, source: JSON.stringify(blocks), hash: 'h2' });
const blocksOf = (source: unknown): Block[] =>
  source === mail.template('').reading.source ? mail.template('').reading.blocks : JSON.parse(String(source));

const served: typeof answer = (method, url, body) => {
  if (url.endsWith('/template-edits')) {
    onAsked?.(String(body?.value));
    if (isSignedOut) return { status: 401, body: { error: 'sign in in another tab and go on here', path: null } };
    if (!isUp) throw new TypeError('nobody answers');
    if (String(body?.value).includes('{{ nonsense')) return { status: 422, body: { error: 'there is no `nonsense`', path: 'value' } };
    return { status: 200, body: readingOf(changed(blocksOf(body?.source), body as unknown as BlockEdit)) };
  }
  if (url.endsWith('/template-checks')) return { status: 200, body: readingOf(blocksOf(body?.source)) };
  if (url.includes('/templates/getting-the-most')) {
    if (method === 'PUT') saved = { ...saved, reading: readingOf(blocksOf(body?.source)) };
    return { status: 200, body: saved };
  }
  return answer(method, url, body);
};

function changed(blocks: Block[], { kind, index, to, field, value }: BlockEdit): Block[] {
  if (kind === 'move') {
    const [moved] = blocks.splice(index, 1);
    blocks.splice(to ?? 0, 0, moved as Block);
  } else if (kind === 'remove') blocks.splice(index, 1);
  else
    blocks[index]?.fields.forEach((one) => {
      if (one.name === field) Object.assign(one, { value, mixed: value, code: `"${value}"` });
    });
  return blocks.map((block, i) => ({ ...block, index: i, unit: i }));
}

const open = () => page.show(<App />, s.saved, '/templates/getting-the-most');
const follow = (text: string) => [...document.querySelectorAll('a')].find((link) => link.textContent === text)?.click();
const choose = (one: string) =>
  [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')].find(({ value }) => value === one)?.click();
const asks = () => page.until(() => page.says(t.forms.leave.title), 'the question');
const inFile = () => saved.reading.blocks.flatMap(({ fields }) => fields.map(({ value }) => value));
/** As a page that is closed or read anew asks. */
const isGuarded = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

async function typed(text: string) {
  await open();
  page.type('Heading', text);
}

async function offline() {
  await open();
  isUp = false;
  page.type('Heading', 'Three things');
  await page.until(() => page.says(s.waiting(t.state.offline)), 'why it is not in the mail');
}

/** As when an answer to anything shows that the server is back. */
function back() {
  isUp = true;
  window.dispatchEvent(new Event('online'));
}

/** Somebody comes back to this window after some minutes: what is shown is asked for again. */
function comeBackLater() {
  const later = Date.now() + 600_000;
  vi.spyOn(Date, 'now').mockReturnValue(later);
  window.dispatchEvent(new Event('visibilitychange'));
}

async function save() {
  await page.until(() => !page.button(s.save).disabled, 'that it can be saved');
  page.button(s.save).click();
  await page.until(() => page.says(s.saved), 'the save');
}

/** Presses a key with Ctrl, and with Shift where it is a capital; whether the page took it from the browser. */
function press(key: string, field: HTMLElement = page.field('Heading')): boolean {
  const keys = { key, code: `Key${key.toUpperCase()}`, ctrlKey: true, shiftKey: key !== key.toLowerCase() };
  return !field.dispatchEvent(new KeyboardEvent('keydown', { ...keys, bubbles: true, cancelable: true }));
}

test('Who types and leaves at once is asked first', async () => {
  await typed('Three things');
  follow(t.nav.journeys);
  await asks();
  expect(page.field('Heading').value).toBe('Three things');
});

test('Who types and closes the window at once is asked first, and not any more once it is saved', async () => {
  isUp = false;
  await typed('Three things');
  await page.until(isGuarded, 'the question of the browser');
  back();
  await save();
  expect(inFile()).toContain('Three things');
  await page.until(() => !isGuarded(), 'that nothing is asked');
});

test('Who types and goes to another language is asked as on every way out, and stays or goes', async () => {
  await typed('Three things');
  choose('de');
  await asks();
  page.button(t.forms.leave.stay).click();
  await page.until(() => !page.says(t.forms.leave.title), 'no question');
  expect(page.field('Heading').value).toBe('Three things');
  choose('de');
  await asks();
  page.button(t.forms.leave.go).click();
  await page.until(() => page.calls.some(({ url }) => url.includes('language=de')), 'the other language');
});

test('Who types and looks at the code at once has it in the text', async () => {
  await typed('Three things');
  choose('code');
  await save();
  expect(inFile()).toContain('Three things');
});

test('Ctrl+S in a field saves what is being typed there', async () => {
  await typed('Three things');
  press('s');
  await page.until(() => page.says(s.saved) && inFile().includes('Three things'), 'the save');
});

test('Ctrl+S while the text is still being looked at saves it once that is done', async () => {
  await open();
  // The clock goes on by each look at the page only, so that no look comes too late.
  vi.useFakeTimers();
  page.type('Heading', 'Three things');
  await page.until(() => page.says(s.checking), 'that it is looked at');
  press('s');
  await page.until(() => page.says(s.saved) && inFile().includes('Three things'), 'the save');
});

test('What the server did not answer about is tried again by itself, and can be saved then', async () => {
  await offline();
  expect(page.button(s.save).disabled).toBe(true);
  back();
  await save();
  expect(inFile()).toContain('Three things');
});

test('Without a word from the browser it is tried again after a pause', async () => {
  await offline();
  isUp = true;
  await page.until(() => page.says(s.unsaved), 'that it is in the mail');
  expect(page.says(s.waiting(t.state.offline))).toBe(false);
});

test('Who leaves while a text waits for the server is asked first', async () => {
  await offline();
  follow(t.nav.journeys);
  await asks();
});

test('A text that waits goes into its own block, also where the blocks are moved meanwhile', async () => {
  await offline();
  page.button(`${s.down}: Text`).click();
  page.type('Text', 'On its way.');
  back();
  await page.until(() => page.calls.some(({ body }) => (body as BlockEdit | null)?.kind === 'move'), 'the move');
  await save();
  expect(saved.reading.blocks.map(({ partial }) => partial)).toEqual(['header', 'footer', 'text']);
  expect(inFile()).toEqual(['Three things', 'On its way.']);
});

test('Two steps down that are pressed before the first is answered go two places', async () => {
  await open();
  page.button(`${s.down}: Header`).click();
  page.button(`${s.down}: Header`).click();
  await save();
  expect(saved.reading.blocks.map(({ partial }) => partial)).toEqual(['text', 'footer', 'header']);
});

test('A text that is refused goes along with its block, and is not said to be saved', async () => {
  await typed('Hi {{ nonsense }}');
  await page.until(() => page.says(s.refused(1)), 'the refusal');
  page.button(`${s.down}: Text`).click();
  await page.until(() => (page.calls.at(-1)?.body as BlockEdit | null)?.kind !== 'mixed', 'the move');
  await page.until(() => document.querySelectorAll('.block-title b')[2]?.textContent === 'Text', 'the other order');
  expect(page.field('Heading').value).toBe('Hi {{ nonsense }}');
  expect(page.says(s.refused(1))).toBe(true);
  expect(page.button(s.save).disabled).toBe(true);
  page.type('Heading', 'Hi');
  await save();
  expect(inFile()).toContain('Hi');
});

test('The code can only be read while a field says something that is not in it yet', async () => {
  const isReadOnly = () => document.querySelector('.cm-content')?.getAttribute('aria-readonly') === 'true';
  await offline();
  choose('code');
  await page.until(() => page.says(s.codeWaits) && isReadOnly(), 'that the code waits');
  back();
  await page.until(() => !page.says(s.codeWaits) && !isReadOnly(), 'that the code can be changed');
});

test('Who was signed out goes on by themselves once they are signed in again', async () => {
  await open();
  isSignedOut = true;
  page.type('Heading', 'Three things');
  await page.until(() => page.says('Not in the mail yet, trying again: '), 'why it is not in the mail');
  isSignedOut = false;
  await save();
  expect(inFile()).toContain('Three things');
});

test('A mail that somebody else has saved is shown as it is now where nothing was changed here', async () => {
  await open();
  saved = {
    ...saved,
    reading: {
      ...readingOf(changed(blocksOf(saved.reading.source), { kind: 'mixed', index: 1, field: 'heading', value: 'Newer' })),
      hash: 'h9',
    },
  };
  comeBackLater();
  await page.until(() => page.field('Heading').value === 'Newer', 'the newer text');
  expect(page.says(s.saved)).toBe(true);
});

test('A mail that somebody else has saved takes nothing from who is changing it', async () => {
  await typed('Mine');
  await page.until(() => page.says(s.unsaved), 'that it is not saved');
  saved = {
    ...saved,
    reading: {
      ...readingOf(changed(blocksOf(saved.reading.source), { kind: 'mixed', index: 1, field: 'heading', value: 'Newer' })),
      hash: 'h9',
    },
  };
  const asked = page.calls.length;
  comeBackLater();
  await page.until(() => page.calls.slice(asked).some(({ url }) => url.includes('/templates/getting-the-most')), 'another look');
  expect(page.field('Heading').value).toBe('Mine');
});

const nonsense = 'Hi {{ nonsense }}';
const order = () => [...document.querySelectorAll('.block-title b')].map((one) => one.textContent);
const showsHeading = (text: string) => page.until(() => page.field('Heading').value === text, text);
/** A text of a field has been told after a pause. */
const told = (text: string) => page.until(() => page.calls.some(({ body }) => (body as BlockEdit | null)?.value === text), text);

test('A text that is refused is undone and done again as any other', async () => {
  await typed(nonsense);
  await page.until(() => page.says(s.refused(1)), 'the refusal');
  page.button(s.undo).click();
  await showsHeading(heading);
  expect(page.says(s.refused(1))).toBe(false);
  expect(page.says(s.saved)).toBe(true);
  page.button(s.redo).click();
  await showsHeading(nonsense);
  expect(page.says(s.refused(1))).toBe(true);
});

test('Undo goes back by the order of what was done, also past a text that was refused before', async () => {
  await typed(nonsense);
  await page.until(() => page.says(s.refused(1)), 'the refusal');
  page.button(`${s.down}: Text`).click();
  await page.until(() => order()[2] === 'Text', 'the other order');
  page.button(s.undo).click();
  await page.until(() => order()[1] === 'Text', 'the order of before');
  expect(page.field('Heading').value).toBe(nonsense);
  page.button(s.undo).click();
  await showsHeading(heading);
  page.button(s.redo).click();
  await showsHeading(nonsense);
  page.button(s.redo).click();
  await page.until(() => order()[2] === 'Text', 'the other order again');
});

test('Each text of a field is a step of its own, told apart by a pause', async () => {
  await typed('Three');
  await told('Three');
  page.type('Heading', 'Three things');
  await told('Three things');
  page.button(s.undo).click();
  await showsHeading('Three');
  page.button(s.undo).click();
  await showsHeading(heading);
});

test('A text that is undone before the page has shown that it waits goes from its field too', async () => {
  await open();
  onAsked = () => queueMicrotask(() => page.button(s.undo).click());
  page.type('Heading', 'Three things');
  await told('Three things');
  onAsked = null;
  await showsHeading(heading);
  expect(inFile()).not.toContain('Three things');
});

test('A text that waits for the server is undone and done again, and waits then', async () => {
  await offline();
  page.button(s.undo).click();
  await showsHeading(heading);
  page.button(s.redo).click();
  await showsHeading('Three things');
  back();
  await save();
  expect(inFile()).toContain('Three things');
});

test('Undo while somebody types takes back what the field says, and what comes in its place cannot be lost to redo', async () => {
  await typed('Three');
  page.button(s.undo).click();
  await showsHeading(heading);
  page.type('Heading', 'Four');
  await told('Four');
  expect(page.button(s.redo).disabled).toBe(true);
});

test.each(['Z', 'y'])('Ctrl+Z in a field of a block does what the button does, and Ctrl+%s what the other does', async (redo) => {
  await typed('Three things');
  expect(press('z')).toBe(true);
  await page.until(() => page.field('Heading').value === heading, 'the text of before');
  expect(press(redo)).toBe(true);
  await page.until(() => page.field('Heading').value === 'Three things', 'what was typed');
});

test('Ctrl+Z in a field that is of no block is left to the browser', async () => {
  await typed('Three things');
  const other = document.body.appendChild(document.createElement('input'));
  expect([press('z', other), page.field('Heading').value]).toEqual([false, 'Three things']);
  other.remove();
});

test('A block is called in the mail as it is among those to add, and what it is stands below where it says nothing', async () => {
  const [first, ...others] = saved.reading.blocks;
  saved = {
    ...saved,
    reading: { ...saved.reading, blocks: [{ ...first, partial: '_product_card', label: 'One product' } as Block, ...others] },
  };
  await open();
  const [title] = document.querySelectorAll('.block-title');
  expect(title?.querySelector('b')?.textContent).toBe(
    blocksToAdd([{ name: '_product_card', label: '', is_page: false, fields: [] }])[0]?.title,
  );
  expect(title?.textContent).toBe('Product cardOne product');
});

test('Where there is no room for both, the mail is edited first and its preview is one press away', async () => {
  await open();
  const shown = () => document.querySelector('.template-page')?.getAttribute('data-side');
  expect(shown()).toBe('edit');
  choose('preview');
  await page.until(() => shown() === 'preview', 'the preview');
});
