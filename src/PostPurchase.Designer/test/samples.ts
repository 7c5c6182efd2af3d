import type {
  CustomerStory,
  Delivery,
  DeliveryDetail,
  Journey,
  JourneyRow,
  Overview,
  Preview,
  StepNumbers,
  Template,
  TemplateRow,
} from '../src/api/types';

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
): StepNumbers => ({
  id,
  kind,
  depth,
  parent,
  label: id,
  waiting,
  sent,
  held,
  human_clicks: clicks,
  skipped: 0,
  commission: null,
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
  problems: [],
  versions: [{ version: '3f9c21', first_used_at: '2026-03-01T09:00:00Z', inside: 214 }],
  steps: [
    numbers('receipt-or-note', 'branch', 0, null),
    numbers('pause', 'wait', 1, 'receipt-or-note', 12),
    numbers('note', 'email', 1, 'receipt-or-note', 0, 341, 88),
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
  human_clicks: clicks,
  commission: commission === null ? null : { amount: commission, currency: 'USD' },
  sparkline: wave(sent / 60),
  ...more,
});

export const journeys: JourneyRow[] = [
  row('new-buyer', 'Thank, teach, suggest', 'live', 214, 2217, 503, '1284.50', { has_draft: true }),
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
  address: who,
  journey: 'new-buyer',
  step: 'teach',
  kind: 'own',
  state,
  reason: null,
  subject,
  variants: null,
  attempts: state === 'planned' ? 0 : 1,
  ...more,
});

export const deliveries: Delivery[] = [
  delivery('d1', 'accepted', '3 things to do first with your Trail backpack', 'jane@example.com'),
  delivery('d2', 'accepted', 'Got it: order #1042', 'li.wei@example.com', { step: 'thanks', kind: 'transactional' }),
  delivery('d3', 'held', null, 'omar@example.com', { reason: 'quiet_hours', step: 'suggest', kind: 'third_party' }),
  delivery('d4', 'planned', null, 'ana@example.com', { step: 'suggest', kind: 'third_party' }),
  delivery('d5', 'skipped', null, 'tom@example.com', { reason: 'no_consent', step: 'suggest', kind: 'third_party' }),
  delivery('d6', 'uncertain', 'Goes well with your Camp stove', 'kim@example.com', {
    step: 'suggest',
    kind: 'third_party',
    variants: { 'suggest-cta': 'shop-now' },
  }),
  delivery('d7', 'parked', 'Thank you, Mia', 'mia@example.com', { step: 'note' }),
];

export const mailHtml = `<!doctype html><html lang="en"><body style="margin:0;background:#f4f5f5;font-family:Georgia,serif">
<table role="presentation" width="100%"><tr><td align="center" style="padding:24px"><table role="presentation" width="600" style="max-width:600px;background:#fff">
<tr><td style="padding:32px"><h1 style="font-size:26px;color:#17312c">3 things to do first</h1><p style="font-size:16px;line-height:1.6">Hello Jane, your Trail backpack is on its way. Here is how to make the most of it.</p>
<ol style="font-size:16px;line-height:1.8"><li>Set the straps to your back.</li><li>Load it for an hour at home.</li><li>Wax the zips.</li></ol>
<p><a href="#" style="background:#0f766e;color:#fff;padding:12px 22px;text-decoration:none;border-radius:6px">Read the guide</a></p></td></tr></table></td></tr></table></body></html>`;

export const detail = (id: string): DeliveryDetail => {
  const found = deliveries.find((item) => item.id === id) ?? { ...delivery('d0', 'accepted', 'A mail', 'jane@example.com') };
  const hasLeft = found.state === 'accepted' || found.state === 'uncertain';
  return {
    ...found,
    html: hasLeft ? mailHtml : null,
    text: hasLeft ? '3 things to do first\n\nHello Jane, your Trail backpack is on its way.' : null,
    headers: { From: 'Northwind Outdoor <hello@shop.example>', To: found.address ?? '', Subject: found.subject ?? '' },
    links: hasLeft ? [{ slot: 'cta', url: 'https://shop.example/guides/backpack', clicks: 1 }] : [],
    touches: hasLeft
      ? [
          { kind: 'open', at: '2026-03-14T09:12:04Z', verdict: 'machine', reason: 'mail_proxy', agent: 'GoogleImageProxy' },
          { kind: 'click', at: '2026-03-14T11:40:00Z', verdict: 'human', reason: null, agent: 'Firefox on Windows' },
        ]
      : [],
    attempt_log: hasLeft ? [{ at: '2026-03-14T09:12:00Z', outcome: 'accepted', detail: '250 2.0.0 queued' }] : [],
  };
};

export const overview: Overview = {
  mail_mode: 'captured',
  store: { name: 'Northwind Outdoor', currency: 'USD', time_zone: 'America/New_York' },
  counts: { inside: 341, planned: 128, held: 13, sent_today: 46, sent_total: 3045, failed: 2, uncertain: 1 },
  quarantine: null,
  recent: deliveries,
};

export const templates: TemplateRow[] = [
  {
    name: 'order-confirmation',
    languages: ['en', 'de'],
    kind: 'transactional',
    used_by: [{ journey: 'new-buyer', step: 'thanks' }],
    problems: 0,
  },
  {
    name: 'getting-the-most',
    languages: ['en'],
    kind: 'own',
    used_by: [{ journey: 'new-buyer', step: 'teach' }],
    problems: 0,
  },
  {
    name: 'you-might-also-like',
    languages: ['en'],
    kind: 'third_party',
    used_by: [{ journey: 'new-buyer', step: 'suggest' }],
    problems: 1,
  },
  { name: 'old-news', languages: ['en'], kind: null, used_by: [], problems: 0 },
];

const source = `{{ include 'header' }}\n{{ include 'text' heading: "3 things to do first" body: "Your parcel is on its way." }}\n{{ include 'footer' }}\n`;

const field = (name: string, label: string, type: string, value: string) => ({
  name,
  label,
  type,
  default: null,
  value,
  code: `"${value}"`,
  choices: null,
});

export const template = (name: string): Template => ({
  name,
  language: '',
  languages: ['', 'de'],
  used_by: [],
  read_only: null,
  reading: {
    source,
    hash: 'h1',
    refused: null,
    problems: [],
    blocks: [
      { index: 0, unit: 0, partial: 'header', label: 'Header', condition: null, is_hidden: false, line: 1, fields: [] },
      {
        index: 1,
        unit: 1,
        partial: 'text',
        label: 'Text',
        condition: null,
        is_hidden: false,
        line: 2,
        fields: [
          field('heading', 'Heading', 'text', '3 things to do first'),
          field('body', 'Text', 'richtext', 'Your parcel is on its way.'),
        ],
      },
      { index: 2, unit: 2, partial: 'footer', label: 'Footer', condition: null, is_hidden: true, line: 3, fields: [] },
    ],
  },
});

export const preview: Preview = {
  subject: '3 things to do first with your Trail backpack',
  preheader: 'Straps, load, zips: five minutes well spent.',
  html: mailHtml,
  text: '3 things to do first\n\nHello Jane, your Trail backpack is on its way.\n\nRead the guide: https://shop.example/guides/backpack',
  size: 4213,
  links: [{ text: 'Read the guide', url: 'https://shop.example/guides/backpack', kind: 'content' }],
  from: 'Northwind Outdoor <hello@shop.example>',
  to: 'Jane Doe <jane@example.com>',
  kind: 'own',
  offers: [],
  purchase: '#1001',
  note: null,
  findings: [{ code: 'PP301', severity: 'warning', message: 'The mail has no postal address of the shop.' }],
  misses: ['purchase.lines[0].image_url'],
};

export const story: CustomerStory = {
  profile: {
    email: 'jane@example.com',
    first_name: 'Jane',
    last_name: 'Doe',
    country: 'US',
    time_zone: 'America/New_York',
    purchase_count: 3,
    total_spent: '212.40',
    tags: ['vip'],
  },
  consent: { own: true, third_party: true, tracking: null },
  suppressions: [],
  open_runs: [{ journey: 'new-buyer', step: 'breathe' }],
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
      kind: 'send',
      text: 'We sent “3 things to do first with your Trail backpack”.',
      detail: 'First weekday of the window, 10:00 in New York',
      delivery: 'd1',
    },
    { at: '2026-03-13T20:30:00Z', kind: 'hold', text: 'We held a mail until the morning.', detail: 'Quiet hours 21:00-08:00' },
    { at: '2026-03-12T10:00:00Z', kind: 'purchase', text: 'Jane bought a Trail backpack for $59.90.', detail: 'Order #1001' },
  ],
  next: [
    { at: '2026-03-17T14:00:00Z', journey: 'new-buyer', step: 'suggest', text: 'We plan to suggest products that go with the backpack.' },
  ],
};
