import type { Attention } from '../src/api/types';
import type { Conversion, ConversionDetail, Earnings, LinkHealth, NetworkTotal, Picks } from '../src/pages/commission/data';

/** Made-up commission: one that a token led to its mail, one that nothing is known of, one over the cap. */
const usd = (amount: string) => ({ amount, currency: 'USD' });

const matched: Conversion = {
  id: 'k1',
  network: 'impact',
  network_id: '7001',
  status: 'approved',
  match: 'token',
  merchant: 'Peak Partners',
  order: 'P-77',
  occurred_at: '2026-03-14T12:00:00Z',
  locks_at: null,
  commission: [{ amount: '8.00', currency: 'EUR' }],
  reversed: [],
  booked: [
    { status: 'pending', amount: { amount: '3.00', currency: 'EUR' }, value: usd('3.26') },
    { status: 'approved', amount: { amount: '5.00', currency: 'EUR' }, value: usd('5.44') },
  ],
  why_negative: null,
  why_other: null,
  why_test: null,
  sale: [{ amount: '100.00', currency: 'EUR' }],
  value: usd('8.70'),
  token: 'a4by4rl2aae2ueqvkdee',
  journey: 'new-buyer',
  step: 'suggest',
  offer: 'a',
  program: 'peak',
  variants: { 'suggest-subject': 'picked' },
  delivery: 'd1',
  slot: 2,
  held: null,
};

const unmatched: Conversion = {
  ...matched,
  id: 'k2',
  network_id: '7002',
  status: 'other',
  match: 'none',
  commission: [],
  booked: [{ status: 'other', amount: { amount: '2.00', currency: 'EUR' }, value: usd('2.18') }],
  why_other: "'QUESTIONED' is no status that is known here, so 2.00 EUR of commission is in no sum",
  token: null,
  journey: null,
  step: null,
  offer: null,
  program: null,
  variants: {},
  delivery: null,
  slot: null,
};

const held: Conversion = {
  ...unmatched,
  id: 'k3',
  network_id: '7003',
  status: null,
  why_other: null,
  commission: [],
  booked: [],
  sale: [],
  value: usd('0.00'),
  held: 'its commission of 4200.00 USD is over the cap of 1000',
};

const byHand: Conversion = { ...matched, id: 'k4', match: 'person' };

const detail = (conversion: Conversion): ConversionDetail => ({
  conversion,
  entries: [{ kind: 'commission', status: 'approved', amount: usd('8.00'), at: '2026-03-14T12:01:00Z', report: 'r1' }],
  reports: [
    {
      id: 'r1',
      way: 'postback',
      received_at: '2026-03-14T12:01:00Z',
      as_of: null,
      status: 'approved',
      status_word: 'APPROVED',
      commission: usd('8.00'),
      sale: usd('100.00'),
      is_delta: false,
      held: null,
    },
  ],
  clicks: conversion.delivery ? ['2026-03-14T11:00:00Z'] : [],
  clicked_at: null,
  mail: null,
  target: conversion.delivery ? 'https://partner.example/a?subId1={token}' : null,
  offer_name: conversion.offer ? 'Carbon poles' : null,
  offer_reason: conversion.offer ? 'you say that it goes with backpacks; would earn 6.32 USD' : null,
  reason: null,
  purchase: null,
  candidates: conversion.delivery
    ? []
    : [{ delivery: 'd1', slot: 2, offer: 'a', clicked_at: '2026-03-14T11:00:00Z', customer: 'jane@example.com' }],
});

const networks: NetworkTotal[] = [
  {
    network: 'impact',
    currency: 'EUR',
    conversions: 3,
    unmatched: 2,
    held: 1,
    pending: '4.00',
    approved: '16.00',
    reversed: '0.00',
    paid: '0.00',
  },
];

export function conversions(id: string | undefined, filter: URLSearchParams): unknown {
  const all = [matched, unmatched, held];
  if (id === 'networks') return { items: networks };
  if (id) return detail([...all, byHand].find((row) => row.id === id) ?? matched);
  const shown: Record<string, Conversion[]> = { unmatched: [unmatched, held], held: [held] };
  const items = (shown[filter.get('only') ?? ''] ?? all).filter((row) => !filter.get('network') || row.network === filter.get('network'));
  return { items, next: null, needs_you: { unmatched: 2, held: 1 } };
}

export const earnings: Earnings = {
  by: 'step',
  model: 'last_click',
  window_days: 5,
  from: '2026-02-13',
  to: '2026-03-15',
  currency: 'USD',
  rows: [
    {
      key: 'new-buyer / suggest',
      sends: 40,
      clicks: 9,
      conversions: 1,
      sale: '108.70',
      pending: '0.00',
      approved: '8.70',
      reversed: '0.00',
      paid: '0.00',
      commission: '8.70',
      epc: '0.9667',
      per_thousand_sends: '217.50',
      orders: 1.5,
      revenue: '89.85',
    },
  ],
  unmatched: 1,
  unmatched_commission: [{ amount: '8.00', currency: 'EUR' }],
  without_rate: [],
};

export const links: LinkHealth[] = [
  {
    offer: 'a',
    url: 'https://partner.example/a?subId1={token}',
    problem: 'gone',
    detail: 'partner.example answered 404',
    failing_since: '2026-03-13T03:30:00Z',
    checked_at: '2026-03-14T03:30:00Z',
  },
];

export const picks: Picks = {
  shown: [{ id: 'a', name: 'Carbon poles', reason: 'you say that it goes with backpacks; would earn 6.32 USD' }],
  left: [
    { id: 'b', name: 'Rain cover', reason: 'the customer has it' },
    { id: 'c', name: 'Head lamp', reason: 'shown 3 days ago' },
  ],
  left_count: 2,
};

export const attention: Attention = {
  earned: {
    from: '2026-02-13',
    to: '2026-03-15',
    sales: usd('4120.50'),
    orders: 52,
    pending: usd('4.00'),
    approved: usd('16.00'),
    paid: usd('0.00'),
    reversed: usd('0.00'),
    unmatched: [usd('8.00'), { amount: '3.00', currency: 'EUR' }],
  },
  waiting: [{ what: 'unmatched', count: 2, detail: null }],
};

export const feeds = {
  fetches: true,
  items: [
    {
      name: 'shop',
      host: 'shop.example',
      program: 'own',
      store: 'default',
      format: 'csv',
      every: '6h',
      fetched_at: '2026-03-14T10:00:00Z',
      taken_at: '2026-03-14T04:00:00Z',
      taken: 812,
      refused: 1,
      problem: null,
      set_aside: [{ line: 3, reason: 'it has no name' }],
      next_at: '2026-03-14T16:00:00Z',
    },
    {
      name: 'peak',
      host: 'peak.example',
      program: 'peak',
      store: 'de',
      format: null,
      every: '1d',
      fetched_at: '2026-03-14T10:00:00Z',
      taken_at: null,
      taken: 0,
      refused: 0,
      problem: 'peak.example answered 403: is the key in its address right?',
      set_aside: [],
      next_at: '2026-03-14T11:00:00Z',
    },
    {
      name: 'fresh',
      host: 'fresh.example',
      program: 'own',
      store: 'default',
      format: null,
      every: '6h',
      fetched_at: null,
      taken_at: null,
      taken: 0,
      refused: 0,
      problem: null,
      set_aside: [],
      next_at: '2026-03-14T10:15:00Z',
    },
  ],
};
