import type {
  CustomerRow,
  Draft,
  Health,
  Problem,
  PublishPlan,
  SimulatedEntry,
  Simulation,
  WebhookRow,
  WebhookSource,
} from '../src/api/types';
import * as brand from './brands.ts';
import * as mail from './mails.ts';
import * as money from './money.ts';
import * as sample from './samples.ts';

type Answer = { status: number; body: unknown };

const page = <T>(items: T[]): Answer => ({ status: 200, body: { items, next: null } });
const ok = (body: unknown): Answer => ({ status: 200, body });

const customers: CustomerRow[] = [
  {
    id: 'c1',
    email: 'jane@example.com',
    name: 'Jane Doe',
    country: 'US',
    purchase_count: 3,
    total_spent: { amount: '212.40', currency: 'USD' },
    not_counted: [],
    last_purchase_at: '2026-03-12T10:00:00Z',
  },
  {
    id: 'c2',
    email: 'li.wei@example.com',
    name: 'Li Wei',
    country: 'SG',
    purchase_count: 1,
    total_spent: { amount: '0.00', currency: 'USD' },
    not_counted: [{ amount: '59.90', currency: 'EUR' }],
    last_purchase_at: '2026-03-14T08:00:00Z',
  },
];
const health: Health = {
  queues: { due_runs: 3, due_sends: 0, lag_seconds: 0 },
  writer: 'queued 0',
  lease: 'held',
  jobs_problem: null,
  jobs: [],
  incidents: [{ at: '2026-03-10T02:00:00Z', what: 'Mail server did not answer', detail: 'smtp.shop.example:587, back after 4 minutes' }],
};
const webhooks: WebhookRow[] = [
  { id: 'w1', source: 'shop', at: '2026-03-14T09:00:00Z', status: 'stored', topic: 'orders/create', bytes: 5120, error: null },
  {
    id: 'w2',
    source: 'shop',
    at: '2026-03-14T08:00:00Z',
    status: 'bad_signature',
    topic: null,
    bytes: 812,
    error: 'signature does not match',
  },
];
const used = { since: '2026-03-01T10:00:00Z', last_used_at: '2026-03-14T09:00:00Z', set_outside: null };
const source = { kind: 'standard', store: 'default', is_made_here: true, counts_use: true, set_outside: null };
const sources: WebhookSource[] = [
  { ...source, name: 'shop', path: '/hooks/shop', current: { ...used, last_used_at: null }, previous: used },
  { ...source, name: 'depot', path: '/hooks/depot', current: used, previous: null, set_outside: 'in appsettings.json' },
];

const olderWebhooks: WebhookRow[] = [
  { id: 'w0', source: 'older-shop', at: '2026-03-13T09:00:00Z', status: 'ignored', topic: null, bytes: 0, error: null },
];
const entry = (day: number, action: string, step: string | null, subject: string | null, reason: string | null = null): SimulatedEntry => ({
  at: `2026-03-0${day}T15:00:00Z`,
  day: `2026-03-0${day}`,
  journey: 'new-buyer',
  purchase: '1001',
  step,
  action,
  reason,
  subject,
  mail: subject ? day : null,
  variants: {},
});
const simulation: Simulation = {
  id: 's1',
  state: 'done',
  progress: 1,
  error: null,
  from: '2026-03-01T00:00:00Z',
  days: 28,
  time_zone: 'America/New_York',
  mails_per_day: Array.from({ length: 28 }, (_, i) => ({
    day: `2026-03-${String(i + 1).padStart(2, '0')}`,
    sent: (i * 7) % 11,
    held: i % 3,
    skipped: 0,
  })),
  reasons: [{ action: 'hold', reason: 'quiet hours in America/New_York', count: 12 }],
  steps: [],
  people: [
    {
      customer: 'jane@example.com',
      entries: [
        entry(1, 'enter', null, null),
        entry(1, 'send', 'thanks', 'Got it: order #1001'),
        entry(2, 'hold', 'teach', null, 'daily cap'),
        entry(3, 'send', 'teach', '3 things to do first'),
      ],
    },
  ],
  totals: { people: 1, entered: 40, sent: 131, held: 12, skipped: 6, finished: 20, exited: 2 },
  buyers: null,
};
export const draft: Draft = {
  journey: 'new-buyer',
  yaml: '',
  hash: '',
  revision: 2,
  base_version: '3f9c21',
  edited_by: 'ann',
  edited_at: '2026-03-14T10:00:00Z',
  is_stale: false,
  problems: [],
};
const plan: PublishPlan = {
  journey: 'new-buyer',
  file: 'new-buyer.yaml',
  is_writable: true,
  why_not_writable: null,
  status: 'live',
  revision: 2,
  version: 'a1b2c3',
  old_version: '3f9c21',
  is_stale: false,
  changes: [
    { kind: 'changed', step: 'settle', step_kind: 'wait', fields: [{ field: 'wait.window', before: 'day 1..3', after: 'day 2..4' }] },
  ],
  inside: [{ version: '3f9c21', people: 214 }],
  inside_total: 214,
  finish_on_old: true,
  move: { is_available: false, why: '' },
  problems: [],
  findings: [],
  can_publish: true,
  old_hash: 'hash of what is in force',
};

/** A made-up server of the same shapes as the real one; it keeps nothing. */
export function answer(method: string, url: string, body: Record<string, unknown> | null): Answer {
  const { pathname, searchParams } = new URL(url, 'http://fake');
  const path = pathname.replace('/api/v1', '');
  const [, area, id, what] = path.split('/').map(decodeURIComponent);
  if (area === 'me')
    return ok({
      signed_in: true,
      needs_setup: false,
      name: 'ann',
      role: 'admin',
      scopes: ['read', 'write', 'operate', 'events', 'admin'],
      csrf: 'x',
    });
  if (area === 'logins')
    return page([{ id: '1', is_this: true, started_at: '2026-03-12T10:00:00Z', seen_at: '2026-03-14T10:00:00Z', agent: null }]);
  if (area === 'accounts') return page([{ name: 'ann', role: 'admin', created_at: '2026-03-01T10:00:00Z' }]);
  if (area === 'keys') return page([{ name: 'shop', scopes: ['events'], created_at: '2026-03-01T10:00:00Z' }]);
  if (area === 'audit')
    return page([
      {
        id: '1',
        at: '2026-03-01T10:00:00Z',
        actor: 'ann',
        action: 'key.added',
        subject: 'shop',
        subject_name: null,
        before: null,
        after: 'events',
      },
    ]);
  if (area === 'conversions') return ok(money.conversions(id, searchParams));
  if (area === 'earnings') return ok(money.earnings);
  if (area === 'link-health') return page(money.links);
  if (area === 'deliveries' && what === 'offers') return ok(money.picks);
  if (area === 'store-settings') return ok({ ...brand.storeSettings, ...body });
  if (area === 'overview') return ok(id === 'attention' ? money.attention : sample.overview);
  if (area === 'journeys') return journeys(method, id, what, body);
  if (area === 'validate') return ok({ problems: problemsOf(String(body?.yaml ?? '')) });
  if (area === 'simulations')
    return ok(what === 'mails' ? { subject: 'Got it', from: 'shop', to: 'jane', html: mail.mailHtml, text: '' } : simulation);
  if (area === 'journey-samples') return page([]);
  if (area === 'reports' && id === 'stores')
    return page([
      { key: 'default', name: 'Lantern', currency: 'USD' },
      { key: 'de', name: 'Laterne', currency: 'EUR' },
    ]);
  if (area === 'offers' && id === 'import') return ok({ taken: 1, refused: [] });
  if (area === 'offers' && id === 'feeds') return ok(money.feeds);
  if (area === 'offers' && id === 'files') return page([]);
  if (area === 'offers' && id === 'vocabulary')
    return ok({ networks: [], categories: [], tags: [], products: [], partners: [], programs: [], currency: 'USD', locale: 'en-US' });
  if (area === 'offers')
    return page([
      {
        id: 'a',
        name: 'Carbon poles',
        program: 'peak',
        program_name: 'Peak Partners',
        own: false,
        url: 'https://partner.example/a',
        image_url: null,
        price: '79.00',
        currency: 'USD',
        category: 'poles',
        in_stock: true,
        product_id: null,
        exclusive: false,
        from: null,
        until: null,
        why_not: 'the program has not approved mail',
        store: 'de',
        fallback_url: 'https://partner.example/all',
      },
    ]);
  if (area === 'programs')
    return page([
      {
        key: 'peak',
        name: 'Peak Partners',
        network: 'impact',
        merchant: null,
        open: true,
        email_allowed: 'approval',
        redirect_allowed: true,
        prices_allowed: true,
        coupon_sites: true,
        disclosure: null,
        cookie_window: null,
        denied_claims: ['best price'],
        commission: { default: '8 %' },
        offers: 1,
        files: ['peak.yaml'],
      },
    ]);
  if (area === 'coupons')
    return page([
      {
        key: 'welcome-back',
        summary: '10 % off',
        shared_code: null,
        valid_for: '2w',
        minimum: null,
        if_exhausted: 'fallback',
        low_water: 50,
        free: 3,
        given: 9,
        redeemed: 2,
        problem: 'the coupon pool has 3 codes left',
      },
    ]);
  if (area === 'compliance') return id ? ok({}) : page(sample.findings);
  if (area === 'journey-vocabulary')
    return ok({ fields: sample.conditionFields, segments: ['vip'], templates: [], offer_rules: [], coupons: [] });
  if (area === 'template-vocabulary') return ok({ partials: [], fields: [], functions: [] });
  if (area === 'template-samples' || area === 'images') return page([]);
  if (area === 'template-checks' || area === 'template-edits') return ok(mail.template('getting-the-most').reading);
  if (area === 'templates') return id ? ok(mail.template(id)) : page(mail.templates);
  if (area === 'brand') return ok(method === 'PUT' ? brand.saved(body ?? {}) : brand.answer);
  if (area === 'brand-checks') return ok(brand.check(body ?? {}));
  if (area === 'preview') return ok(mail.preview);
  if (area === 'purchases')
    return page([{ id: 'p1', number: '#1001', customer: 'Jane Doe', total: '59.90', currency: 'USD', at: '2026-03-12T10:00:00Z' }]);
  if (area === 'deliveries') return id ? ok(what ? {} : sample.detail(id)) : page(filtered(searchParams));
  if (area === 'customers')
    return id ? ok(sample.story) : page(customers.filter((row) => `${row.email} ${row.name}`.includes(searchParams.get('q') ?? '')));
  if (area === 'health') return ok(health);
  if (area === 'webhook-sources') return page(sources);
  if (area === 'webhooks')
    return id
      ? ok({ topic: 'orders/create', id: 1001 })
      : searchParams.get('before') === 'w2'
        ? page(olderWebhooks)
        : ok({ items: webhooks, next: 'w2' });
  return { status: 404, body: { error: `no such address: ${path}` } };
}

function journeys(method: string, key: string | undefined, what: string | undefined, body: Record<string, unknown> | null): Answer {
  if (!key) return page(sample.journeys);
  if (what === 'draft') return ok(draftOf(String(body?.yaml ?? '')));
  if (what === 'publish-plan') return ok(plan);
  if (what === 'publish')
    return ok({ version: 'a1b2c3', status: 'live', file: 'new-buyer.yaml', inside_old: 214, finish_on_old: true, moved: 0 });
  if (what === 'versions' || what === 'people' || what === 'sends') return page([]);
  if (what === 'status' || method !== 'GET') return ok({});
  return sample.journeys.some((row) => row.key === key)
    ? ok({ ...sample.journey, key })
    : { status: 404, body: { error: `no journey ${key}` } };
}

const filtered = (filter: URLSearchParams) =>
  sample.deliveries.filter(
    (row) =>
      (!filter.get('state') || filter.get('state')?.split(',').includes(row.state)) &&
      (!filter.get('step') || row.step === filter.get('step')) &&
      `${row.address} ${row.subject}`.includes(filter.get('q') ?? ''),
  );

const draftOf = (yaml: string): Draft => ({ ...draft, yaml, hash: `hash of ${yaml}`, problems: problemsOf(yaml) });

// One rule is enough to see a problem beside its field.
function problemsOf(yaml: string): Problem[] {
  return yaml.split('\n').flatMap((text, i) =>
    text.includes('nonsense')
      ? [
          {
            line: i + 1,
            column: text.indexOf('nonsense') + 1,
            code: 'PP107',
            message: 'There is no `nonsense`. Did you mean `customer`?',
            severity: 'error' as const,
            path: null,
          },
        ]
      : [],
  );
}
