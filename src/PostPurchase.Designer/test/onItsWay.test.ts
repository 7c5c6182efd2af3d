import { expect, test } from 'vitest';
import { isOnItsWay } from '../src/api/queries';

const past = '2026-01-01T00:00:00Z';
const future = '2999-01-01T00:00:00Z';

test.each([
  ['planned', past, true],
  ['planned', future, false],
  ['claimed', past, true],
  ['handing', past, true],
  ['accepted', null, false],
  ['parked', null, false],
])('A %s mail that is due at %s is looked at again: %s', (state, due_at, isLookedAt) => {
  expect(isOnItsWay({ state, due_at })).toBe(isLookedAt);
});
