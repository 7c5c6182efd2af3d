import { expect, test } from 'vitest';
import { type AuditRow, actionOf, sideOf, subjectOf } from '../src/pages/settings/auditWords';
import { t } from '../src/strings';

const row = (action: string, subject: string | null, of: Partial<AuditRow> = {}): AuditRow => ({
  id: '1',
  at: '2026-03-01T10:00:00Z',
  actor: 'ann',
  action,
  subject,
  subject_name: null,
  before: null,
  after: null,
  ...of,
});

const known = {
  journey: (key: string) => `Journey ${key}`,
  experiment: (journey: string, step: string, name: string) => (`${journey}/${step}/${name}` === 'win-back/ask/subject' ? '7' : undefined),
};

const shown = (action: string, after: string) => sideOf(row(action, 'x', { after }), 'after', (at) => `<${at}>`);

test('A customer has their name and their page, and neither once they were erased', () => {
  expect(subjectOf(row('customer.paused', '42', { subject_name: 'Jane Doe' }), known)).toEqual({ name: 'Jane Doe', to: '/customers/42' });
  expect(subjectOf(row('customer.erased', '42'), known)).toEqual({ name: t.deliveries.erasedCustomer, to: null });
});

test.each([
  ['journey.published', 'win-back', 'Journey win-back', '/journeys/win-back'],
  ['journey.draft_deleted', 'win-back', 'Journey win-back', null],
  ['experiment.promoted', 'win-back/ask/subject', 'Journey win-back › Ask › Subject', '/experiments/7'],
  ['experiment.promoted', 'win-back/gone/subject', 'Journey win-back › Gone › Subject', null],
  ['template.saved', 'thank-you.de.html', 'Thank you (German)', '/templates/thank-you?language=de'],
  ['template.deleted', 'thank-you.html', 'Thank you', null],
  ['delivery.approved', '88', t.access.audit.mail, '/deliveries/88'],
  ['coupons.added', 'welcome-back', 'Welcome back', '/offers/pool/welcome-back'],
  ['offers.saved', 'peak-partners.yaml', 'Peak partners', '/offers'],
  ['setting.changed', 'Store:FromName', 'Sender’s name', '/settings?tab=mail'],
  ['setting.changed', 'Mail:PerHour', 'Mail: Per hour', null],
  ['login', 'ann', 'ann', null],
])('%s of %s names it and leads to its page', (action, subject, name, to) => {
  expect(subjectOf(row(action, subject), known)).toEqual({ name, to });
});

test('Instants are written as elsewhere, yes and no in words', () => {
  expect(shown('customer.paused', '2026-03-14T09:12:04Z')).toBe('<2026-03-14T09:12:04Z>');
  expect([shown('setting.changed', 'true'), shown('setting.changed', 'false')]).toEqual(['yes', 'no']);
  expect(shown('customer.consent', 'own: yes, third_party: no (on the phone)')).toBe('own: yes, third party: no (on the phone)');
});

test('What the server keeps as JSON is a line for each of its members', () => {
  expect(shown('brand.changed', '{"senderName":"\\u00D6l & Tee","color":null,"socials":[{"name":"x"}],"isDark":true}')).toBe(
    'Sender name: Öl & Tee\nColor: not set\nSocials: Name: x\nIs dark: yes',
  );
  expect(shown('brand.changed', '{"cut":')).toBe('{"cut":');
});

test('A file stays as it is written, and the hash of a text is not shown', () => {
  expect(shown('offers.saved', 'from: 2026-03-14T09:12:04Z\nname: A')).toBe('from: 2026-03-14T09:12:04Z\nname: A');
  expect(shown('template.saved', 'ab12')).toBeNull();
});

test('A stop is told in the words of the page of the customer, and who set it only where it is somebody else', () => {
  const stopped = (after: string) => sideOf(row('customer.suppressed', '42', { after }), 'after', String);
  expect(actionOf(row('customer.suppressed', '42'))).toContain(t.customers.actions.suppress.toLowerCase());
  expect(actionOf(row('customer.paused', '42'))).toBe('Customer paused');
  expect(stopped('third_party, by hand: ann')).toBe('Offers of others, by hand');
  expect(stopped('marketing, by hand: bob; unsubscribed too')).toBe('Marketing, by hand: bob; unsubscribed too');
  expect(stopped('not suppressed')).toBe(t.access.audit.notStopped);
});
