import { expect, test } from 'vitest';
import { fieldOfChange, valueOfChange } from '../src/journey/changeWords';
import { durationInWords } from '../src/journey/describe';
import { t } from '../src/strings';

const f = t.designer.fields;

test.each([
  ['wait.for', f.waitFor],
  ['send.quiet_hours', f.quiet_hours],
  ['trigger.if', f.if],
  ['email.subject.de', `${f.subject} · De`],
  ['branch[1].if', `${f.pathOf(2)} · ${f.if}`],
  ['holdout', f.holdout],
  ['unheard_of', 'Unheard of'],
])('the field %s of a change is called as the panel calls it', (path, expected) => expect(fieldOfChange(path)).toBe(expected));

test('times, conditions and choices of a change are told in words, and texts as they are', () => {
  expect(valueOfChange('wait.for', '3d')).toBe(durationInWords('3d'));
  expect(durationInWords('3d')).not.toBe('3d');
  expect(valueOfChange('branch[0].if', 'customer.purchase_count == 1')).toBe('purchase count is 1');
  expect(valueOfChange('trigger.reenter', 'ignore')).toBe(t.designer.options.ignore);
  expect(valueOfChange('email.subject', 'Thank you')).toBe('Thank you');
});
