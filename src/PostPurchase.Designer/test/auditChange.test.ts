import { expect, test } from 'vitest';
import { changeOf } from '../src/pages/settings/change';

const top = '# Agreed in May, by both, on the phone and then in writing.\n'.repeat(4);

test('Of two files that begin alike the lines that differ are shown', () => {
  expect(changeOf(`${top}commission: 9%\nname: A\n`, `${top}commission: 11%\nname: A\n`)).toBe('commission: 9% → commission: 11%');
});

test('A line that was added or taken away has nothing on the other side', () => {
  expect(changeOf(top, `${top}name: A\n`)).toBe('(nothing) → name: A');
  expect(changeOf(`${top}name: A\n`, top)).toBe('name: A → (nothing)');
});

test('Long lines are cut where they begin to differ', () => {
  const line = 'x'.repeat(300);
  expect(changeOf(`${line}1`, `${line}2`)).toBe(`…${'x'.repeat(24)}1 → …${'x'.repeat(24)}2`);
});

test('Short values stay as they are, and a side that is missing says so', () => {
  expect([changeOf('captured', 'live'), changeOf(null, null)]).toEqual(['captured → live', '']);
  expect([changeOf(null, 'live'), changeOf('live', null)]).toEqual(['(none) → live', 'live → (none)']);
});

test('Characters that JSON has as numbers are shown, without what would be its syntax', () => {
  expect(changeOf(null, String.raw`{"name":"\u00D6l \u0026 Tee \uD83C\uDF75","said":"\u0022no\u0022 C:\\u00D6"}`)).toBe(
    String.raw`(none) → {"name":"Öl & Tee 🍵","said":"\"no\" C:\\u00D6"}`,
  );
});
