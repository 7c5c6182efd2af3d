import { expect, test } from 'vitest';
import type { Experiment } from '../src/api/learning';
import { armOf, guardsOf, nameOf, placeOf } from '../src/pages/experiments/figures';
import { armsWithin } from '../src/pages/experiments/PlanDialog';

const journeyName = (key: string) => (key === 'hello' ? 'Say hello' : key);
const of = (kind: string, name: string, step: string) => ({ kind, name, step, journey: 'hello' }) as Experiment;

test('An experiment names its journey and its step as people call them', () => {
  expect(placeOf(of('mail', 'note-subject', 'first_note'), journeyName)).toBe('Mail · Say hello · First note');
  expect(nameOf(of('holdout', 'holdout', ''), journeyName)).toBe('Holdout of Say hello');
  expect(nameOf(of('mail', 'holdout', 'first_note'), journeyName)).toBe('holdout');
});

test('The sides of a holdout are words, variants are as their file names them', () => {
  expect([armOf(of('holdout', 'holdout', ''), 'held-out'), armOf(of('mail', 'subject', 'a'), 'b')]).toEqual(['Held out', 'b']);
});

test('Guards of a variant without anybody are no rates', () => {
  const arm = { unsubscribe_rate: null, complaint_rate: null } as Experiment['arms'][number];

  expect(guardsOf(arm)).toBe('no one yet');
  expect(guardsOf({ ...arm, unsubscribe_rate: 0, complaint_rate: 0.002 })).toEqual([
    { figure: 'arm_unsubscribe', rate: 0, text: '0.00 %' },
    { figure: 'arm_complaint', rate: 0.002, text: '0.20 %' },
  ]);
});

test('A plan is asked for no more variants than the API takes, whatever is being typed', () => {
  expect([1, 2, 2.7, 50].map(armsWithin)).toEqual([2, 2, 2, 20]);
});
