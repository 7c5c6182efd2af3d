import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Template } from '../src/api/types';
import { NewTemplate } from '../src/pages/templates/NewTemplate';
import { SendTest } from '../src/pages/templates/SendTest';
import { TemplateActions } from '../src/pages/templates/TemplateActions';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';
import * as mail from './mails';

const s = t.templateEditor;
let page: Harness;

beforeEach(() => {
  page = new Harness((method, url, body) =>
    method === 'POST' && url.endsWith('/templates') ? { status: 201, body: mail.template(String(body?.name)) } : answer(method, url, body),
  );
});
afterEach(() => page.close());

async function choose(template: Template, action: string) {
  await page.show(<TemplateActions template={template} isChanged={false} />, '');
  await page.until(() => document.querySelector(`[aria-label="${s.actions}"]`) !== null, 'the menu');
  page.button(s.actions).click();
  await page.until(() => page.says(action), action);
  page.button(action).click();
}

test('A copy is made under a name that can be changed', async () => {
  await choose(mail.template('getting-the-most'), s.duplicate);
  await page.until(() => page.says(s.duplicateText(2)), 'what happens');
  expect(page.field(s.name).value).toBe('getting-the-most-copy');
  page.type(s.name, 'Second Try');
  await page.until(() => page.field(s.name).value === 'second-try', 'the name');
  document.querySelector<HTMLButtonElement>('[role=dialog] .mantine-Button-root')?.click();
  await page.until(() => page.calls.some((call) => call.method === 'POST'), 'the call');
  expect(page.calls.at(-1)?.body).toEqual({ name: 'second-try', source: 'getting-the-most' });
});

test('A name with letters of other languages becomes one of small letters, without a hyphen at its end', async () => {
  await page.show(<NewTemplate yours={[]} />, s.newTemplate);
  page.button(s.newTemplate).click();
  await page.until(() => page.says(s.nameHint), 'the dialog');
  page.type(s.name, 'Grüße für …');
  await page.until(() => page.field(s.name).value === 'gru-e-fur-', 'the name as it is typed');
  page.button(s.create).click();
  await page.until(() => page.calls.some((call) => call.method === 'POST'), 'the call');
  expect(page.calls.at(-1)?.body).toEqual({ name: 'gru-e-fur', source: null });
});

test('A mail that steps send shows them, each with its way there, and no button to delete it', async () => {
  const used = [
    { journey: 'new-buyer', step: 'teach', version: null },
    { journey: 'win-back', step: 'hello', version: 'a1' },
  ];
  await choose({ ...mail.template('getting-the-most'), used_by: used }, s.remove2);
  await page.until(() => page.says(s.stillUsed), 'who sends it');
  expect([...document.querySelectorAll('.uses a')].map((link) => link.getAttribute('href'))).toEqual([
    '/journeys/new-buyer?step=teach',
    '/journeys/win-back?step=hello',
  ]);
  expect(page.says(s.olderVersion)).toBe(true);
  expect([...document.querySelectorAll('button')].some((button) => button.textContent === s.removeYes(2))).toBe(false);
});

test('A mail that nobody sends is deleted after a question that says what happens', async () => {
  await choose(mail.template('getting-the-most'), s.remove2);
  await page.until(() => page.says(s.removeText(2)), 'what happens');
  expect(page.calls.some((call) => call.method === 'DELETE')).toBe(false);
  page.button(s.removeYes(2)).click();
  await page.until(() => page.calls.some((call) => call.method === 'DELETE' && call.url === '/templates/getting-the-most'), 'the call');
});

test('A test that was kept in the outbox can be looked at, beside what is being written', async () => {
  page.close();
  page = new Harness((method, url, body) =>
    url.endsWith('/template-tests') ? { status: 200, body: { outcome: 'captured', where: 'test-1.eml' } } : answer(method, url, body),
  );
  await page.show(<SendTest template={mail.template('getting-the-most')} source="" />, s.test);
  page.button(s.test).click();
  await page.until(() => page.says(s.testSend), 'the form');
  page.type(s.testTo, 'me@peak.example');
  await page.until(() => !page.button(s.testSend).disabled, 'that it can be sent');
  page.button(s.testSend).click();
  await page.until(() => page.says(s.testCaptured), 'where it is');
  const look = document.querySelector('a[href="/outbox/test-1.eml"]');
  expect([look?.textContent, look?.getAttribute('target')]).toEqual([s.testLook, '_blank']);
});
