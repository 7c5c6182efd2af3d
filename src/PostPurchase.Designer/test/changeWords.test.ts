import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fieldOfChange, valueOfChange } from '../src/journey/changeWords';
import { durationInWords } from '../src/journey/describe';
import { t } from '../src/strings';

const f = t.designer.fields;

test.each([
  ['wait.for', f.waitFor],
  ['send.quiet_hours', f.quiet_hours],
  ['trigger.if', f.if],
  ['exit[1].reason', `${f.exits} 2 · ${f.reason}`],
  ['goal.within', `${f.goal} · ${f.within}`],
  ['goal.exit', f.goalEnds],
  ['anchor', f.anchor],
  ['anchor.or_after', `${f.anchor} · ${f.orAfter}`],
  ['email.subject.de', `${f.subject} · German`],
  ['email.slots.note.en', `${f.slots} · Note · English`],
  ['branch[1].if', `${f.pathOf(2)} · ${f.if}`],
  ['holdout', f.holdout],
  ['unheard_of', 'Unheard of'],
])('the field %s of a change is called as the panel calls it', (path, expected) => expect(fieldOfChange(path)).toBe(expected));

// `<NumberField path={['send', 'min_gap']} label={f.min_gap}` over one line or more.
const panel = readFileSync('src/journey/fields/JourneyFields.tsx', 'utf8');
const fieldsOfPanel = [...panel.matchAll(/path={\[([^\]]+)\]}\s+label={f\.(\w+)}/g)].map(([, path = '', label = '']) => [
  path.replaceAll(/[' ]/g, '').replaceAll(',', '.'),
  label,
]);

test('every field of the panel of a journey is called in changes as the panel calls it', () => {
  const both = [...fieldsOfPanel, ['send.quiet_hours', 'quiet_hours'], ['send.time_zone', 'time_zone']];
  expect(both.length).toBeGreaterThan(13);
  const labels = f as Record<string, unknown>;
  expect(both.map(([path]) => [path, fieldOfChange(path ?? '')])).toEqual(both.map(([path, label]) => [path, labels[label ?? '']]));
});

test('times, conditions and choices of a change are told in words, and texts as they are', () => {
  expect(valueOfChange('wait.for', '3d')).toBe(durationInWords('3d'));
  expect(durationInWords('3d')).not.toBe('3d');
  expect(valueOfChange('branch[0].if', 'customer.purchase_count == 1')).toBe('purchase count is 1');
  expect(valueOfChange('trigger.reenter', 'ignore')).toBe(t.designer.options.ignore);
  expect(valueOfChange('send.if_late', 'next_window')).toBe(f.lateChoices.next_window);
  expect(valueOfChange('send.if_late', 'send')).toBe(f.lateChoices.send);
  expect(valueOfChange('send.time_zone', 'store')).toBe(t.designer.zones.store);
  expect(valueOfChange('email.subject', 'Thank you')).toBe('Thank you');
});
