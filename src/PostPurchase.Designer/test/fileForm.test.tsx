import { TextInput } from '@mantine/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Frame } from '../src/pages/offers/forms/Frame';
import { type OfferFile, useFileForm } from '../src/pages/offers/forms/useFileForm';
import { useLeaveGuard } from '../src/parts/LeaveGuard';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

type Rate = { rate: string };
const { save, add } = t.offerForms;
const kept = { name: 'a.yaml', text: 'rate: 9%', hash: 'h1' } as OfferFile;
let page: Harness;
let isElsewhere = false;

// A server that takes a rate in per cent only.
const problems = (text: string) =>
  text.endsWith('%') ? [] : [{ severity: 'error', path: 'rate', line: 1, message: '`rate` is `abc`; expected a rate.' }];

beforeEach(() => {
  isElsewhere = false;
  page = new Harness((method, url, body) => {
    if (url.endsWith('/offer-checks')) return { status: 200, body: { problems: problems(String(body?.text)), offer: null } };
    if (method === 'PUT' && isElsewhere)
      return { status: 412, body: { error: 'changed', edited_by: 'ada', theirs: { ...kept, text: 'rate: 10%', hash: 'h2' } } };
    if (method === 'PUT') return { status: 200, body: { ...kept, text: body?.text, hash: 'h2' } };
    return answer(method, url, body);
  });
});
afterEach(() => page.close());

function Form({ file }: { file: OfferFile | null }) {
  const form = useFileForm<Rate>({
    name: 'a.yaml',
    file,
    read: (text) => ({ rate: text.replace('rate: ', '') }),
    start: { rate: '' },
    write: (_, __, after) => `rate: ${after.rate}`,
    prefix: () => '',
    onSaved: () => {},
  });
  const guard = useLeaveGuard(form.isChanged);
  return (
    <Frame form={form} guard={guard} isLocked={false} file="a.yaml" aside={null}>
      <TextInput
        label="Rate"
        error={form.errorOf('rate')}
        value={form.values.rate}
        onChange={(event) => form.set({ rate: event.currentTarget.value })}
      />
    </Frame>
  );
}

const puts = () => page.calls.filter((call) => call.method === 'PUT');
const typed = async (text: string) => {
  page.type('Rate', text);
  await page.until(() => page.field('Rate').value === text && !page.button(save).disabled, text);
};
const submit = () => document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
const isAtTheField = () => document.activeElement === page.field('Rate');

test('A press right after an error was mended saves what is typed now', async () => {
  await page.show(<Form file={kept} />, 'Rate');
  await typed('abc');
  await page.until(() => page.says('Expected a rate.'), 'the error');
  await typed('11%');
  submit();
  await page.until(() => puts().length === 1 && page.says(t.forms.saved), 'saved');
  expect(puts()[0]?.body).toEqual({ text: 'rate: 11%' });
});

test('A press right after an error was typed writes nothing, says why and leads to the field', async () => {
  await page.show(<Form file={kept} />, 'Rate');
  await page.until(() => page.calls.length > 0, 'the first check');
  await typed('abc');
  submit();
  await page.until(() => page.says('Expected a rate.') && isAtTheField(), 'the error');
  expect([puts().length, page.says(t.forms.problems(1))]).toEqual([0, true]);
});

test('Something new that lacks a value says at the button how many fields need one, and leads to the first', async () => {
  await page.show(<Form file={null} />, 'Rate');
  expect(page.says(t.forms.problems(1))).toBe(false);
  page.button(add);
  submit();
  await page.until(() => isAtTheField(), 'the field');
  expect([puts().length, document.querySelector('.save-bar')?.textContent]).toEqual([0, `${add}${t.forms.problems(1)}`]);
});

test('Whoever was faster is named beside the button, where it is seen', async () => {
  isElsewhere = true;
  await page.show(<Form file={kept} />, 'Rate');
  await typed('11%');
  submit();
  const bar = () => document.querySelector('.save-bar')?.textContent ?? '';
  await page.until(() => bar().includes(t.forms.conflict.title('ada')), 'who');
  expect(bar()).toContain(t.forms.conflict.mine);
});
