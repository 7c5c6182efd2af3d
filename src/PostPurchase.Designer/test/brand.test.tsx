import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Brand } from '../src/api/types';
import { BrandForm } from '../src/brand/BrandForm';
import { usable } from '../src/brand/useBrand';
import { guard } from '../src/parts/MailFrame';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

const s = t.brand;
let page: Harness;

beforeEach(() => {
  page = new Harness();
});
afterEach(() => page.close());

const callsTo = (url: string) => page.calls.filter((call) => call.url.startsWith(url)).map((call) => call.body as Record<string, unknown>);

test('What the settings say stands in grey until something else is typed', async () => {
  await page.show(<BrandForm />, s.shop);
  expect(page.field(s.name).placeholder).toBe('Trail & Peak');
  expect(page.field(s.name).value).toBe('');
  expect(page.says(s.fromSettings)).toBe(true);
  page.type(s.name, 'Peak');
  await page.until(() => page.says(s.unsaved), 'that it is not saved');
  page.button(s.reset(s.name)).click();
  await page.until(() => page.field(s.name).value === '', 'the settings again');
});

test('Mail is shown to be from the shop as it is named here, until a sender is named', async () => {
  await page.show(<BrandForm />, s.shop);
  expect(page.field(s.senderName).placeholder).toBe('Trail & Peak');
  page.type(s.name, 'Peak');
  await page.until(() => page.field(s.senderName).placeholder === 'Peak', 'the name of the shop');
});

test('A sender that the settings name stays, however the shop is named here', async () => {
  page.close();
  page = new Harness((method, url, body) => {
    const found = answer(method, url, body);
    if (!url.includes('/brand?')) return found;
    const told = found.body as Brand;
    return { ...found, body: { ...told, settings: { ...told.settings, sender_name: 'Ann of Peak' } } };
  });
  await page.show(<BrandForm />, s.shop);
  page.type(s.name, 'Peak');
  await page.until(() => page.says(s.unsaved), 'that it is not saved');
  expect(page.field(s.senderName).placeholder).toBe('Ann of Peak');
});

test('The mail beside the form follows what is typed, without a save', async () => {
  await page.show(<BrandForm />, s.shop);
  page.type(s.name, 'Peak');
  await page.until(() => callsTo('/preview').some((body) => (body.brand as { name: string }).name === 'Peak'), 'a preview of it');
  expect(page.calls.some((call) => call.method === 'PUT')).toBe(false);
});

test('A wrong value says so beside its field, is neither previewed nor saved', async () => {
  await page.show(<BrandForm />, s.shop);
  page.type(s.color, 'red');
  await page.until(() => page.says("'red' is no colour"), 'the problem');
  expect(page.button(s.save).disabled).toBe(true);
  expect(page.says(s.problems(1))).toBe(true);
  page.button(s.labels.color ?? '').click();
  expect(document.activeElement?.id).toBe('color');
  expect(callsTo('/preview').some((body) => (body.brand as { color: string }).color === 'red')).toBe(false);
});

test('Fields to mend are named in the order of the page', async () => {
  page.close();
  const problems = ['socials[0].url', 'color', 'name'].map((path) => ({ path, message: 'not this' }));
  page = new Harness((method, url, body) =>
    url.includes('brand-checks') ? { status: 200, body: { problems, hints: [], contrast: null } } : answer(method, url, body),
  );
  await page.show(<BrandForm />, s.shop);
  page.type(s.name, 'Peak');
  await page.until(() => page.says(s.problems(3)), 'the problems');
  const named = [...document.querySelectorAll('.inline-button')].map((one) => one.textContent);
  expect(named).toEqual([s.labels.name, s.labels.color, s.labels.socials]);
});

test('A wrong value in one field keeps no other from the preview', () => {
  const before = { name: 'Peak', color: '#111111' };
  const problems = [
    { path: 'name', message: '' },
    { path: 'socials[1].url', message: '' },
  ];
  expect(usable({ name: '<b>', color: '#222222', socials: [] }, before, problems)).toEqual({
    name: 'Peak',
    color: '#222222',
    socials: null,
  });
  expect(usable(before, before, [])).toBe(before);
});

test('Text that cannot be read is mended with one click', async () => {
  await page.show(<BrandForm />, s.shop);
  page.type(s.color, '#ffdd00');
  await page.until(() => page.says(s.use('#1d2129')), 'the proposal');
  page.button(s.use('#1d2129')).click();
  await page.until(() => page.field(s.textOnColor).value === '#1d2129', 'the colour');
});

test('It is saved on top of what was seen, and tells whoever embeds it', async () => {
  const onSaved = vi.fn();
  await page.show(<BrandForm onSaved={onSaved} saveLabel="Go on" hasPreview={false} />, s.shop);
  page.type(s.name, 'Peak');
  await page.until(() => page.says(s.unsaved) && !page.button('Go on').disabled, 'that it can be saved');
  page.button('Go on').click();
  await page.until(() => onSaved.mock.calls.length === 1, 'the word');
  const put = page.calls.find((call) => call.method === 'PUT');
  expect([put?.url, put?.ifMatch, put?.body]).toEqual(['/brand?store=default', '"3"', expect.objectContaining({ name: 'Peak' })]);
  expect(onSaved.mock.calls[0]?.[0].revision).toBe(4);
});

test('Whoever changed nothing goes on without a save', async () => {
  const onSaved = vi.fn();
  await page.show(<BrandForm onSaved={onSaved} saveLabel="Go on" hasPreview={false} />, 'Go on');
  page.button('Go on').click();
  await page.until(() => onSaved.mock.calls.length === 1, 'the word');
  expect(page.calls.some((call) => call.method === 'PUT')).toBe(false);
});

test('The address of the shop is kept with the settings of the shop, and alone where nothing else was changed', async () => {
  await page.show(<BrandForm hasPreview={false} />, s.shop);
  await page.until(() => !page.field(s.url).disabled, 'what is set');
  page.type(s.url, 'https://peak.example');
  await page.until(() => page.says(s.unsaved) && !page.button(s.save).disabled, 'that it can be saved');
  page.button(s.save).click();
  await page.until(() => page.says(s.saved), 'that it is saved');
  const puts = page.calls.filter((call) => call.method === 'PUT').map(({ url, body }) => [url, body]);
  expect(puts).toEqual([['/store-settings', { url: 'https://peak.example' }]]);
  expect(page.field(s.url).value).toBe('https://peak.example');
});

test('An address of the shop that is refused keeps the form and says why beside its field', async () => {
  page.close();
  const onSaved = vi.fn();
  const settings = [{ setting: 'Store:Url', text: 'expected an address that starts with https://' }];
  page = new Harness((method, url, body) =>
    method === 'PUT' ? { status: 422, body: { error: 'no', path: 'url', settings } } : answer(method, url, body),
  );
  await page.show(<BrandForm onSaved={onSaved} saveLabel="Go on" hasPreview={false} />, s.shop);
  await page.until(() => !page.field(s.url).disabled, 'what is set');
  page.type(s.url, 'peak');
  await page.until(() => page.says(s.unsaved) && !page.button('Go on').disabled, 'that it can be saved');
  page.button('Go on').click();
  await page.until(() => page.says('Expected an address that starts with https://'), 'what is wrong');
  expect(onSaved).not.toHaveBeenCalled();
});

test('When somebody saved meanwhile, theirs is shown and nothing is overwritten unasked', async () => {
  page.close();
  const theirs = { ...(answer('GET', '/api/v1/brand', null).body as object), revision: 9, edited_by: 'bob' };
  page = new Harness((method, url, body) =>
    method === 'PUT' ? { status: 412, body: { error: 'bob saved the brand meanwhile', path: null, theirs } } : answer(method, url, body),
  );
  await page.show(<BrandForm hasPreview={false} />, s.shop);
  page.type(s.name, 'Peak');
  await page.until(() => page.says(s.unsaved) && !page.button(s.save).disabled, 'that it can be saved');
  page.button(s.save).click();
  await page.until(() => page.says(s.conflict.title('bob')), 'who');
  page.button(s.conflict.mine).click();
  await page.until(() => page.calls.some((call) => call.method === 'PUT' && call.ifMatch === '"9"'), 'a save on top of theirs');
});

test('A page of the shop is added and taken away', async () => {
  await page.show(<BrandForm hasPreview={false} />, s.addPage);
  page.button(s.addPage).click();
  await page.until(() => document.querySelector(`[aria-label="${s.page(1)}"]`) !== null, 'a row');
  page.type(s.page(1), 'https://instagram.com/peak');
  const wanted = JSON.stringify([{ network: 'instagram', url: 'https://instagram.com/peak' }]);
  await page.until(() => callsTo('/brand-checks').some((body) => JSON.stringify(body.socials) === wanted), 'a check of it');
  page.button(s.removePage(1)).click();
  await page.until(() => document.querySelector(`[aria-label="${s.page(1)}"]`) === null, 'no row');
});

test('A picture that was uploaded here is fetched from here, whatever name customers know this server by', () => {
  const hash = 'a1'.repeat(32);
  const shown = guard(
    `<img src="https://mail.peak.example/a/${hash}"><img src="https://else.example/a.png">`,
    'own',
    'http://127.0.0.1:5080',
  );
  expect(shown).toContain(`<img src="http://127.0.0.1:5080/a/${hash}">`);
  expect(shown).toContain('https://else.example/a.png');
});
