import { useState } from 'react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SpanField } from '../src/pages/offers/forms/fields';
import { amountIn } from '../src/pages/offers/forms/PoolPage';
import { t } from '../src/strings';
import { Harness } from './harness';

let page: Harness;

beforeEach(() => {
  page = new Harness();
});
afterEach(() => page.close());

function Validity() {
  const [value, set] = useState('');
  return (
    <>
      <SpanField label="Valid for" value={value} set={set} isLocked={false} error={undefined} />
      <p>kept as {value}</p>
    </>
  );
}

test('What makes no sense stays as it was typed, for the server to refuse', async () => {
  await page.show(<Validity />, 'kept as');
  const field = page.field('Valid for');
  field.focus();
  page.type('Valid for', '0');
  await page.until(() => page.says('kept as 0d'), 'what was typed');
  field.blur();
  await page.until(() => document.activeElement !== field, 'the end of typing');
  expect(page.says('kept as 0d')).toBe(true);
});

test.each([
  ['USD', '25.00'],
  ['JPY', '2500'],
  ['KWD', '25.000'],
])('The example of an amount in %s is written as people there write it', (currency, expected) => expect(amountIn(currency)).toBe(expected));

test('Beside a number that gives way its unit is read whole', async () => {
  await page.show(<Validity />, 'kept as');

  const unit = document.querySelector(`input[aria-label="${t.offerForms.spanUnit('Valid for')}"]`);
  expect(unit?.closest<HTMLElement>('.mantine-Select-root')?.style.flexShrink).toBe('0');
});
