import { expect, test } from 'vitest';
import type { Experiment } from '../src/api/learning';
import { armOf, byWeight, guardsOf, kindOf, nameOf, placeOf, untrackedOf } from '../src/pages/experiments/figures';
import { armsWithin } from '../src/pages/experiments/PlanDialog';
import { t } from '../src/strings';

const journeyName = (key: string) => (key === 'hello' ? 'Say hello' : key);
const of = (kind: string, name: string, step: string) => ({ kind, name, step, journey: 'hello' }) as Experiment;

test('An experiment names its journey and its step as people call them', () => {
  const subject = { ...of('mail', 'note-subject', 'first_note'), varies: ['subject', 'cta'] };
  expect(nameOf(subject, journeyName)).toBe('Subject and button of “First note” in Say hello');
  expect([kindOf(subject), placeOf(subject)]).toEqual(['Mail', 'Mail · Note subject']);
  expect(nameOf(of('paths', 'pace', 'pace'), journeyName)).toBe('Paths of “Pace” in Say hello');
  expect(nameOf(of('holdout', 'holdout', ''), journeyName)).toBe('Holdout of Say hello');
  expect(placeOf(of('holdout', 'holdout', ''))).toBe('Holdout');
  expect(nameOf(of('mail', 'holdout', 'first_note'), journeyName)).toBe('Test of “First note” in Say hello');
});

test('Experiments stand in order of what they tell: decided ones first, then by who was assigned', () => {
  const one = (name: string, assigned: number, kind: string) =>
    ({ ...of('mail', name, 'note'), arms: [{ assigned }, { assigned: 1 }], verdict: { kind } }) as Experiment;
  const all = [one('small', 3, 'not_enough_data'), one('large', 900, 'no_difference_yet'), one('won', 200, 'decided')];
  expect(all.toSorted(byWeight).map(({ name }) => name)).toEqual(['won', 'large', 'small']);
});

test('The sides of a holdout and the variants of a test are words', () => {
  expect([armOf(of('holdout', 'holdout', ''), 'held-out'), armOf(of('mail', 'subject', 'a'), 'why-it-fits')]).toEqual([
    'Held out (without marketing)',
    'Why it fits',
  ]);
});

test('Guards of a variant without anybody are no rates', () => {
  const arm = { unsubscribe_rate: null, complaint_rate: null } as Experiment['arms'][number];

  expect(guardsOf(arm)).toBe('no one yet');
  expect(guardsOf({ ...arm, unsubscribe_rate: 0, complaint_rate: 0.002 })).toEqual([
    { figure: 'arm_unsubscribe', rate: 0, text: '0.00%' },
    { figure: 'arm_complaint', rate: 0.002, text: '0.20%' },
  ]);
});

test('Who cannot be tracked is told where clicks are compared, also before the share is known', () => {
  const said = (metrics: string[], untracked_share: number | null) => untrackedOf({ metrics, untracked_share } as Experiment);

  expect(said(['click', 'orders'], 0.25)).toMatch(/^25.0% of those assigned cannot be tracked/);
  expect(said(['click', 'orders'], null)).toMatch(/is not known yet/);
  expect([said(['click', 'orders'], 0), said(['orders'], 0.25)]).toEqual(['', '']);
});

test('A plan is asked for no more variants than the API takes, whatever is being typed', () => {
  expect([1, 2, 2.7, 50].map(armsWithin)).toEqual([2, 2, 2, 20]);
});

test('What a test counts and what reports count have two names', () => {
  expect(Object.values(t.learning.metrics)).not.toContain(t.learning.columns.conversions);
  expect(Object.values(t.learning.metrics).filter((name) => /conversion|recipient/i.test(name))).toEqual([]);
  expect(Object.keys(t.learning.metrics).filter((metric) => !t.learning.metricHints[metric])).toEqual(['unsubscribes']);
});
