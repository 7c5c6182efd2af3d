import { expect, test } from 'vitest';
import { moreOf } from '../src/parts/ScrollX';

test.each([
  ['at its begin', 0, 'right'],
  ['in its middle', 100, 'left right'],
  ['at its end', 300, 'left'],
])('A table that is pushed %s is shaded where there is more', (_, scrollLeft, more) => {
  expect(moreOf({ scrollLeft, clientWidth: 500, scrollWidth: 800 })).toBe(more);
});

test('A table that fits has no shade', () => {
  expect(moreOf({ scrollLeft: 0, clientWidth: 500, scrollWidth: 500.4 })).toBe('');
});
