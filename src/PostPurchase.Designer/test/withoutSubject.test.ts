import { expect, test } from 'vitest';
import type { Delivery } from '../src/api/types';
import { recipientOf, withoutSubject } from '../src/pages/deliveries/DeliveryTable';
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

test('A mail is to its address, else to whom it is of, and to nobody any more after an erasure', () => {
  const to = (address: string | null, customer: string) => recipientOf({ address, customer } as Delivery);
  expect([to('jane@example.com', 'c-7'), to(null, 'c-7'), to(null, '')]).toEqual(['jane@example.com', 'c-7', null]);
});
