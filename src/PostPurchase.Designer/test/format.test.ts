import { expect, test } from 'vitest';
import { ApiError } from '../src/api/client';
import { countryName, formatIn, languageName, reasonBeside, reasonOf, sentence } from '../src/parts/format';
import { messageOf } from '../src/parts/messages';

test('A reason is said once, and its dates and addresses stay as they are', () => {
  expect(sentence(reasonOf('held until 2026-12-02 10:44 America/New_York: at most 2 a week'))).toBe(
    'Held until 2026-12-02 10:44 America/New_York: at most 2 a week',
  );
  expect(sentence(reasonOf('skipped: no consent is known, and DE needs it'))).toBe('No consent is known, and Germany needs it');
  expect(reasonOf('held: the last mail is less than 2d ago')).toBe('the last mail is less than 2 days ago');
  expect(reasonOf('skipped: no consent is known, and an unknown country needs it')).toBe(
    'no consent is known, and an unknown country needs it',
  );
});

test('A reason that is a key is said in words, and a sentence stays as it is', () => {
  expect(reasonOf('bought-again_or-fewer')).toBe('bought again or fewer');
  expect([reasonOf('refunded'), reasonOf('sent the e-mail back'), reasonOf('2026-12-02')]).toEqual([
    'refunded',
    'sent the e-mail back',
    '2026-12-02',
  ]);
});

test('Beside its state and its time a held mail says only why, with spans in words', () => {
  expect(reasonBeside('held until 2026-12-01 08:00 Europe/Berlin: quiet hours in Europe/Berlin')).toBe('Quiet hours in Europe/Berlin');
  expect(reasonBeside('held until 2026-12-01 08:00 UTC: the last mail is less than 2d ago')).toBe('The last mail is less than 2 days ago');
});

test('A time is not broken before its PM', () => {
  const { at, time } = formatIn('UTC', undefined);
  const said = '2026-11-30T12:35:00Z';
  expect([at(said), time(said)].some((text) => /\s[ap]m/i.test(text.replaceAll('\u00a0', '')))).toBe(false);
});

test('An amount whose currency is not known yet is rounded too', () => {
  expect(formatIn(undefined, undefined).money('8.159591194968554')).toBe((8.16).toLocaleString());
});

test('Where a mail is wrong is said in words', () => {
  const said = (text: string) => messageOf(new ApiError(422, text, 'source', null));
  expect(said('hello.html(20,28) : error : there is no `x`')).toBe('Line 20 of hello.html: there is no `x`');
  expect(said("the template 'a' has an error: de/a.html(1,16) : error : no")).toBe(
    "The template 'a' has an error: line 1 of de/a.html: no",
  );
});

test('What is no code of a country and no tag of a language stays as it is', () => {
  expect([countryName('DE'), countryName('Germany'), countryName(null)]).toEqual(['Germany', 'Germany', '']);
  expect([languageName('de'), languageName('de_AT'), languageName('plain German')]).toEqual(['German', 'Austrian German', 'plain German']);
});

test('What the server refuses begins with a capital, but for names that are written small', () => {
  const told = ['the name or the password is wrong', 'order_id: expected a text', 'smtp.example does not answer', '5 rows'].map((text) =>
    messageOf(new ApiError(400, text, null, null)),
  );
  expect(told).toEqual(['The name or the password is wrong', 'order_id: expected a text', 'smtp.example does not answer', '5 rows']);
});
