import type { Brand, BrandCheck, BrandValues, StoreSettings } from '../src/api/types';

const none: BrandValues = {
  name: null,
  sender_name: null,
  logo_url: null,
  color: null,
  text_on_color: null,
  font: null,
  support_email: null,
  signed_by: null,
  postal_address: null,
  socials: null,
};
const settings: BrandValues = {
  ...none,
  name: 'Trail & Peak',
  sender_name: 'Trail & Peak',
  color: '#7a3b12',
  text_on_color: '#ffffff',
  font: 'Helvetica, Arial, sans-serif',
  socials: [],
};

/** A shop that has said nothing of itself yet. */
export const storeSettings: StoreSettings = {
  from_name: null,
  from_address: null,
  reply_to: null,
  url: null,
  base_url: 'http://127.0.0.1:5080',
  time_zone: 'America/New_York',
  currency: 'USD',
  locale: 'en-US',
  sends_receipt: false,
  locked: [],
  set: [],
  outside: {},
};

/** A brand of which the form says nothing yet. */
export const answer: Brand = {
  store: 'default',
  stores: ['default'],
  revision: 3,
  edited_by: 'ann',
  edited_at: '2026-03-14T10:00:00Z',
  own: none,
  settings,
  in_force: settings,
  fixed_by_settings: [],
  fonts: [
    { label: 'Helvetica or Arial', css: 'Helvetica, Arial, sans-serif' },
    { label: 'Georgia', css: 'Georgia, Times New Roman, serif' },
  ],
  networks: [
    { key: 'instagram', label: 'Instagram', host: 'instagram.com' },
    { key: 'blog', label: 'Blog', host: null },
  ],
  check: { problems: [], hints: [], contrast: 8.5 },
};

export const saved = (values: BrandValues): Brand => ({ ...answer, revision: 4, own: values });

/** One rule of each kind is enough to see it beside its field. */
export function check(values: BrandValues): BrandCheck {
  const isWrong = values.color === 'red';
  return {
    problems: isWrong ? [{ path: 'color', message: "'red' is no colour" }] : [],
    hints:
      values.color === '#ffdd00' ? [{ path: 'text_on_color', message: 'hard to read on buttons: 1.3 to 1', suggestion: '#1d2129' }] : [],
    contrast: isWrong ? null : 8.5,
  };
}
