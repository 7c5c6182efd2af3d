import { afterEach, expect, test } from 'vitest';
import { Cohorts, monthsBetween, Repeat } from '../src/pages/reports/Customers';
import { Holdout } from '../src/pages/reports/Holdout';
import { formatIn, percent } from '../src/parts/format';
import { t } from '../src/strings';
import { Harness } from './harness';

let page: Harness | undefined;

afterEach(() => {
  page?.close();
  page = undefined;
});

const reportOf = (name: string, body: unknown) =>
  new Harness((_, url) => (url.includes(`/reports/${name}`) ? { status: 200, body } : { status: 200, body: { items: [], next: null } }));

const cells = () => [...document.querySelectorAll('tbody td')].map((cell) => cell.textContent);

test('Shares of one column have the same digits, and days are written as elsewhere', () => {
  expect([0, 0.008, 0.0933, 0.88].map((share) => percent(share))).toEqual(['0.0%', '0.8%', '9.3%', '88.0%']);
  const { date, day } = formatIn('America/New_York', undefined);
  expect(date('2026-11-30')).toBe(day('2026-11-30T12:00Z'));
  expect([date('2026-11'), date('of no day')]).toEqual(['Nov 2026', 'of no day']);
});

test('Half of the orders come within the last day of a span, or take as long as an open one', () => {
  expect(t.learning.median('8-14')).toBe('Half of all repeat orders come within 14 days.');
  expect(t.learning.median('366 and more')).toBe('Half of all repeat orders take 366 days or more.');
  expect(t.learning.nextOrderCell(t.learning.span('8-14'))).toBe('Next order after 8–14 days');
});

test('Of a month that has been without anybody the share is 0, of one to come there is none', async () => {
  expect([monthsBetween('2025-11', '2026-02'), monthsBetween('2026-02', '2026-02')]).toEqual([3, 0]);
  const row = (month: string, ...months_since: number[]) => ({
    month,
    customers: 5,
    months: months_since.map((since) => ({ months_since: since, customers: 1, rate: 0.2, revenue: '9.00' })),
  });
  page = reportOf('cohorts', { currency: 'EUR', running_month: '2026-05', apart: [], cohorts: [row('2020-01', 2), row('2026-05')] });
  await page.show(<Cohorts />, t.learning.monthsSince);
  expect(cells()).toEqual([`May 2026${t.learning.soFarHere}`, '5', '', '', 'Jan 2020', '5', '0.0%', '20.0%']);
});

test('What the running month has brought is marked as so far, and nobody yet is no share of 0', async () => {
  const row = (month: string, ...months: { months_since: number; is_so_far: boolean }[]) => ({
    month,
    customers: 5,
    months: months.map((cell) => ({ ...cell, customers: 1, rate: 0.2, revenue: '9.00' })),
  });
  const cohorts = [row('2026-03', { months_since: 2, is_so_far: true }), row('2026-04')];
  page = reportOf('cohorts', { currency: 'EUR', running_month: '2026-05', apart: [], cohorts });
  await page.show(<Cohorts />, t.learning.monthsSince);
  const soFar = t.learning.soFarHere;
  expect(cells()).toEqual(['Apr 2026', '5', soFar, '', 'Mar 2026', '5', '0.0%', `20.0%${soFar}`]);
});

test('A share of customers who clicked says of how many it is, for it is not of all in the row', async () => {
  const row = { orders: 1, customers: 770, share: 1, tracked: 176, clicked: 72, clicked_rate: 0.409, revenue: '9.00', commission: '0.00' };
  page = reportOf('repeat', { currency: 'EUR', apart: [], rows: [row] });
  await page.show(<Repeat />, t.learning.clickedOf);
  expect(cells()[3]).toBe('40.9%72 of 176');
});

test('No commission opens into nothing', async () => {
  const row = { orders: 1, customers: 2, share: 1, clicked_rate: null, revenue: '9.00', commission: '0.00' };
  page = reportOf('repeat', { currency: 'EUR', apart: [], rows: [row] });
  await page.show(<Repeat />, t.learning.columns.commission);
  expect(document.querySelectorAll('tbody button')).toHaveLength(2);
});

test('Amounts in sentences of the server are written as those beside them', async () => {
  const metric = {
    metric: 'revenue',
    text: 'Between -4,744.57 EUR and 120.00 USD, from 3 orders.',
    mailed_average: 23.06,
    held_out_average: null,
  };
  const lost = { text: 'At most 5,576.73 EUR may have gone to partners.' };
  const one = { id: 'h1', journey: '', mailed: 9, held_out: 1, rate: 0.1, commission_earned: '0.00', left_out: 0, own_sales_lost: lost };
  page = reportOf('holdout', { currency: 'EUR', holdouts: [{ ...one, metrics: [metric] }] });
  await page.show(<Holdout />, 'Between -€4,744.57 and $120.00, from 3 orders.');
  expect(document.body.textContent).toContain('At most €5,576.73 may have gone');
});

test('What is said of every metric of a holdout is said once, and who is held out is counted beside what was planned', async () => {
  const metric = (name: string, text: string) => ({ metric: name, text, mailed_average: 1, held_out_average: null });
  const one = { id: 'h1', journey: '', mailed: 328, held_out: 24, rate: 0.1, commission_earned: '0.00', left_out: 0 };
  page = reportOf('holdout', {
    currency: 'EUR',
    holdouts: [{ ...one, metrics: [metric('orders', 'Too few.'), metric('revenue', 'Too few.')] }],
  });
  await page.show(<Holdout />, '24 of 352 held out (planned: 10.0%)');
  expect(document.body.textContent?.split('Too few.')).toHaveLength(2);
});
