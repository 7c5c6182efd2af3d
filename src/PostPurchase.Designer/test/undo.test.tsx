import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useLeaveGuard } from '../src/parts/LeaveGuard';
import { UndoPlace, useUndo } from '../src/parts/Undo';
import { t } from '../src/strings';
import { Harness } from './harness';

let page: Harness;

beforeEach(() => {
  page = new Harness();
});
afterEach(() => page.close());

function Deleting({ undo }: { undo: () => Promise<void> }) {
  const show = useUndo();
  return <Button onClick={() => show({ text: 'Cup was deleted.', undo })}>Delete it</Button>;
}

async function deleted(undo: () => Promise<void>) {
  await page.show(
    <UndoPlace>
      <Deleting undo={undo} />
    </UndoPlace>,
    'Delete it',
  );
  page.button('Delete it').click();
  await page.until(() => page.says('Cup was deleted.'), 'what was done');
  page.button(t.forms.undo.undo).click();
}

test('What was deleted is put back by a press, and that is said', async () => {
  let count = 0;
  await deleted(async () => {
    count++;
  });
  await page.until(() => page.says(t.forms.undo.back), 'that it is back');
  expect(count).toBe(1);
});

test('What cannot be put back says why and can be tried again', async () => {
  await deleted(() => Promise.reject(new Error('somebody wrote it anew')));
  await page.until(() => page.says('Somebody wrote it anew'), 'why');
  expect(page.button(t.forms.undo.undo)).toBeTruthy();
});

function Typing({ save }: { save?: () => Promise<void> }) {
  const [text, setText] = useState('');
  const guard = useLeaveGuard(text !== '', undefined, save);
  return (
    <>
      <TextInput label="Name" value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Link to="/elsewhere">Elsewhere</Link>
      <p>{useLocation().pathname}</p>
      {guard.question}
    </>
  );
}

test('A page with unsaved changes asks before it is left, and only then', async () => {
  await page.show(<Typing />, 'Elsewhere');
  page.type('Name', 'Cup');
  await page.until(() => page.field('Name').value === 'Cup', 'the name');
  document.querySelector('a')?.click();
  await page.until(() => page.says(t.forms.leave.title), 'the question');
  page.button(t.forms.leave.stay).click();
  await page.until(() => !page.says(t.forms.leave.title), 'that it stays');
  expect(page.field('Name').value).toBe('Cup');
});

test.each([
  ['saved', () => Promise.resolve(), '/elsewhere'],
  ['refused', () => Promise.reject(new TypeError('fetch failed')), t.forms.leave.title],
])('What can be saved is saved on the way out, and what cannot be is asked about: %s', async (_, save, says) => {
  await page.show(<Typing save={save} />, 'Elsewhere');
  page.type('Name', 'Cup');
  await page.until(() => page.field('Name').value === 'Cup', 'the name');
  document.querySelector('a')?.click();
  await page.until(() => page.says(says), says);
});
