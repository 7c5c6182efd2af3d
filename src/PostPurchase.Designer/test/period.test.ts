import { expect, test } from 'vitest';
import { lastDays } from '../src/pages/reports/period';

const noon = new Date('2026-01-31T12:00:00Z');

test('A report on stores in several zones ends on the latest day of any of them, whichever comes first', () => {
  const latest = { from: '2026-01-26', to: '2026-02-01' };
  expect(lastDays(7, ['America/New_York', 'Pacific/Auckland'], noon)).toEqual(latest);
  expect(lastDays(7, ['Pacific/Auckland', 'America/New_York'], noon)).toEqual(latest);
});

test('A report on one store ends on its own day', () => {
  expect(lastDays(28, ['America/New_York'], noon)).toEqual({ from: '2026-01-04', to: '2026-01-31' });
  expect(lastDays(1, [], noon)).toEqual({ from: '2026-01-31', to: '2026-01-31' });
});
