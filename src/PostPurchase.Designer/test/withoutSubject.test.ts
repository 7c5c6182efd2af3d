import { expect, test } from 'vitest';
import type { Delivery } from '../src/api/types';
import { withoutSubject } from '../src/pages/deliveries/DeliveryTable';
import { t } from '../src/strings';

const d = t.deliveries;
const row = (state: string, address: string | null) => ({ state, address }) as Delivery;

test.each([
  ['planned', null, d.noSubject],
  ['accepted', 'jane@example.com', d.notKept],
  ['uncertain', 'jane@example.com', d.notKept],
  ['accepted', null, d.erased],
  ['skipped', null, d.neverMade],
  ['parked', null, d.neverMade],
])('A %s mail to %s without a subject says %s', (state, address, says) => {
  expect(withoutSubject(row(state, address))).toBe(says);
});
