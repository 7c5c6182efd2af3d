import type { CustomerStory, Delivery, DeliveryDetail, Journey, JourneyRow, LawFinding, Overview, StepNumbers } from '../src/api/types';
import { mailHtml } from './mails.ts';

export const journeyYaml = `journey: new-buyer
name: Thank, teach, suggest
status: live
trigger:
  on: purchase
  if: customer.purchase_count == 1
exit:
  - { on: refund, reason: refunded }
send:
  quiet_hours: "21:00-08:00"
  max_marketing_per_day: 1
steps:
  - id: receipt-or-note
    branch:
      - if: store.sends_receipt     # the shop already mails its own receipt
        steps:
          - { id: pause, wait: { for: 2h } }
          - { id: note, email: { template: thank-you-note, content: own, subject: "Thank you, {{ customer.first_name ?? 'friend' }}" } }
      - else: true
        steps:
          - { id: thanks, email: { template: order-confirmation, content: transactional, subject: "Got it: order {{ purchase.number }}" } }
  - id: settle
    wait: { window: day 1..3, at: "10:00", days: [mon, tue, wed, thu, fri] }
  - id: teach
    email: { template: getting-the-most, content: own, subject: { en: "3 things to do first", de: "3 Dinge zuerst" } }
  - id: breathe
    wait: { window: day 4..7, at: "10:00" }
  - id: suggest
    email:
      template: you-might-also-like
      content: third_party
      subject: Goes well with it
      offers: { pick: cross_sell, count: 3, min: 1, if_empty: fallback }
      experiments:
        - name: suggest-cta
          metric: commission
          variants:
            shop-now: { weight: 1, slots: { cta: Shop now } }
            exclusive: { weight: 1, slots: { cta: Exclusive offer } }
  - id: interested
    wait: { for: 3d, until: clicked("suggest") }
  - id: pace
    split:
      - { name: soon, weight: 1, steps: [] }
      - name: later
        weight: 1
        steps:
          - { id: rest, wait: { for: 5d } }
  - id: tagged
    update: { tags: { add: [welcomed] } }
`;

const numbers = (
  id: string,
  kind: string,
  depth: number,
  parent: string | null,
  waiting = 0,
  sent = 0,
  clicks = 0,
  held = 0,
  failed = 0,
): StepNumbers => ({
  id,
  kind,
  depth,
  parent,
  label: id,
  waiting,
  sent,
  held,
  failed,
  human_clicks: clicks,
  skipped: 0,
  commission: null,
  commission_apart: [],
  waiting_on_older: 0,
});

export const journey: Journey = {
  key: 'new-buyer',
  name: 'Thank, teach, suggest',
  status: 'live',
  version: '3f9c21',
  yaml: journeyYaml,
  draft_yaml: null,
  file: 'new-buyer.yaml',
  why_not_writable: null,
  draft: null,
  hash: 'hash of what is in force',
  problems: [],
  versions: [{ version: '3f9c21', first_used_at: '2026-03-01T09:00:00Z', inside: 214 }],
  steps: [
    numbers('receipt-or-note', 'branch', 0, null),
    numbers('pause', 'wait', 1, 'receipt-or-note', 12),
    numbers('note', 'email', 1, 'receipt-or-note', 0, 341, 88, 0, 1),
    numbers('thanks', 'email', 1, 'receipt-or-note', 0, 502, 61),
    numbers('settle', 'wait', 0, null, 73),
    numbers('teach', 'email', 0, null, 0, 770, 211, 4),
    numbers('breathe', 'wait', 0, null, 96),
    numbers('suggest', 'email', 0, null, 0, 604, 143, 9),
    numbers('interested', 'wait', 0, null, 33),
    numbers('pace', 'split', 0, null),
    numbers('rest', 'wait', 1, 'pace', 21),
    numbers('tagged', 'update', 0, null),
  ],
};

const wave = (scale: number) =>
  Array.from({ length: 28 }, (_, i) => Math.round(scale * (1.2 + Math.sin(i / 2.2) + (i % 7 === 5 ? -0.8 : 0.1))));

const row = (
  key: string,
  name: string,
  status: JourneyRow['status'],
  inside: number,
  sent: number,
  clicks: number,
  commission: string | null,
  more: Partial<JourneyRow> = {},
): JourneyRow => ({
  key,
  name,
  status,
  version: '3f9c21',
  has_draft: false,
  problems: 0,
  inside,
  entered: inside * 4,
  finished: inside * 3,
  exited: 7,
  sent,
  failed: 0,
  human_clicks: clicks,
  commission: commission === null ? null : { amount: commission, currency: 'USD' },
  commission_apart: [],
  sparkline: wave(sent / 60),
  ...more,
});

export const journeys: JourneyRow[] = [
  row('new-buyer', 'Thank, teach, suggest', 'live', 214, 2217, 503, '1284.50', { has_draft: true, failed: 1 }),
  row('replenish', 'Before it runs out', 'live', 96, 640, 177, '402.10'),
  row('win-back', 'Win back the silent', 'paused', 31, 188, 22, null),
  row('vip', 'Care for the best customers', 'draft', 0, 0, 0, null, { problems: 2, sparkline: Array(28).fill(0) }),
];

const delivery = (id: string, state: string, subject: string | null, who: string, more: Partial<Delivery> = {}): Delivery => ({
  id,
  at: state === 'planned' || state === 'held' ? null : '2026-03-14T09:12:00Z',
  due_at: '2026-03-14T09:10:00Z',
  customer: who,
  customer_id: 'c1',
  made_at: '2026-03-14T09:10:00Z',
  address: who,
  journey: 'new-buyer',
  step: 'teach',
  kind: 'own',
  state,
  reason: null,
  subject,
  variants: {},
  attempts: state === 'planned' ? 0 : 1,
  ...more,
});

const fault = 'templates/thank-you-note.de.html(12,4) : error : there is no `customer.nam`';

export const deliveries: Delivery[] = [
  delivery('d1', 'accepted', '3 things to do first with your Trail backpack', 'jane@example.com'),
  delivery('d2', 'accepted', 'Got it: order #1042', 'li.wei@example.com', { step: 'thanks', kind: 'transactional' }),
  delivery('d3', 'held', null, 'omar@example.com', {
    reason: 'quiet_hours',
    step: 'suggest',
    kind: 'third_party',
    made_at: '2026-03-13T21:40:00Z',
  }),
  delivery('d4', 'planned', null, 'ana@example.com', { step: 'suggest', kind: 'third_party' }),
  delivery('d5', 'skipped', null, 'tom@example.com', { reason: 'no_consent', step: 'suggest', kind: 'third_party' }),
  delivery('d6', 'uncertain', 'Goes well with your Camp stove', 'kim@example.com', {
    step: 'suggest',
    kind: 'third_party',
    variants: { 'suggest-cta': 'shop-now' },
  }),
  delivery('d7', 'parked', 'Thank you, Mia', 'mia@example.com', { step: 'note', reason: `parked: ${fault}` }),
];

export const detail = (id: string): DeliveryDetail => {
  const found = deliveries.find((item) => item.id === id) ?? { ...delivery('d0', 'accepted', 'A mail', 'jane@example.com') };
  const hasLeft = found.state === 'accepted' || found.state === 'uncertain';
  return {
    ...found,
    html: hasLeft ? mailHtml : null,
    text: hasLeft ? '3 things to do first\n\nHello Jane, your Trail backpack is on its way.' : null,
    problem: id === 'd7' ? fault : null,
    headers: [
      { name: 'From', value: 'Northwind Outdoor <hello@shop.example>' },
      { name: 'Subject', value: found.subject ?? '' },
    ],
    links: hasLeft
      ? [
          { slot: '1', url: 'https://shop.example/guides/backpack', clicks: 1, kind: 'content' },
          { slot: '2', url: 'not-for-me', clicks: 0, kind: 'choice', label: 'Not for me, thanks' },
          { slot: '3', url: 'later-please', clicks: 1, kind: 'choice', label: null },
        ]
      : [],
    touches: hasLeft
      ? [
          { kind: 'open', at: '2026-03-14T09:12:04Z', verdict: 'machine', reason: 'mail_proxy', agent: 'GoogleImageProxy' },
          { kind: 'click', at: '2026-03-14T11:40:00Z', verdict: 'human', reason: null, agent: 'Firefox on Windows' },
        ]
      : [],
    made_again: id === 'd6' ? 'other_template' : id === 'd7' ? 'not_left' : null,
    fault: id === 'd7' ? { template: 'thank-you-note', language: 'de', line: 12 } : null,
    attempt_log: hasLeft ? ['accepted: 250 2.0.0 queued'] : found.reason ? [found.reason] : [],
  };
};

export const overview: Overview = {
  mail_mode: 'captured',
  store: { name: 'Northwind Outdoor', currency: 'USD', time_zone: 'America/New_York' },
  counts: { inside: 341, planned: 128, held: 13, sent_today: 46, sent_total: 3045, failed: 2, uncertain: 1 },
  quarantine: null,
  recent: deliveries.filter(({ state }) => state !== 'planned'),
  is_demo: false,
};

export const story: CustomerStory = {
  profile: {
    id: 'c1',
    email: 'jane@example.com',
    name: 'Jane Doe',
    country: 'US',
    time_zone: 'America/New_York',
    purchase_count: 3,
    total_spent: { amount: '212.40', currency: 'USD' },
    not_counted: [],
    last_purchase_at: '2026-03-12T10:00:00Z',
    tags: ['vip'],
  },
  consent: { own: true, third_party: true, tracking: false, paused_until: null },
  suppressions: [],
  open_runs: [{ journey: 'new-buyer', step: 'breathe', entered_at: '2026-03-12T10:00:00Z' }],
  timeline: [
    {
      at: '2026-03-14T11:40:00Z',
      kind: 'click',
      text: 'Jane clicked “Read the guide”.',
      detail: 'A person: Firefox on Windows',
      delivery: 'd1',
    },
    {
      at: '2026-03-14T09:12:00Z',
      kind: 'accepted',
      text: 'We sent “3 things to do first with your Trail backpack”.',
      detail: 'First weekday of the window, 10:00 in New York',
      delivery: 'd1',
    },
    {
      at: '2026-03-13T20:30:00Z',
      kind: 'held',
      text: 'We held a mail until the morning.',
      detail: 'Quiet hours 21:00-08:00',
      delivery: null,
    },
    {
      at: '2026-03-12T10:00:00Z',
      kind: 'purchase',
      text: 'Jane bought a Trail backpack for $59.90.',
      detail: 'Order #1001',
      delivery: null,
    },
  ],
  next: [
    {
      at: '2026-03-17T14:00:00Z',
      journey: 'new-buyer',
      step: 'suggest',
      text: 'We plan to suggest products that go with the backpack.',
      about: 'order #1001',
    },
  ],
};

const finding: LawFinding = {
  id: 'f1',
  code: 'PC11',
  rule: 'deadline without an end',
  source: 'UCPD annex I no. 7; 16 CFR 233.5',
  file: 'templates/suggest.html',
  line: 3,
  column: 1,
  message: 'the mail says `only today`, and neither an offer with `until` nor a coupon pool with `valid_for` ends',
  journey: 'new-buyer',
  step: 'suggest',
  template: 'suggest',
  blocks: true,
  reason: null,
  answer: null,
};

export const findings: LawFinding[] = [
  finding,
  {
    ...finding,
    id: 'f2',
    step: 'win-back',
    blocks: false,
    reason: 'The sale ends at midnight',
    answer: { id: '7', by: 'ann', at: '2026-03-14T09:00:00Z' },
  },
];

export const conditionFields = [
  { path: 'customer.purchase_count', type: 'number', optional: false, summary: 'Purchases so far.' },
  { path: 'customer.first_purchase_at', type: 'date', optional: true, summary: 'First purchase.' },
  { path: 'purchase.at', type: 'date', optional: false, summary: 'When the order was placed.' },
  { path: 'purchase.delivered_at', type: 'date', optional: true, summary: 'When its first parcel arrived; null until then.' },
];
