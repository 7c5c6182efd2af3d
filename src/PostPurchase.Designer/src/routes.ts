import type { FetchQueryOptions } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import type { Params } from 'react-router';
import { journeyQuery, journeysQuery, vocabularyQuery } from './api/queries';

type Load = () => Promise<{ default: ComponentType }>;
// biome-ignore lint/suspicious/noExplicitAny: each query has an answer of its own.
type Query = FetchQueryOptions<any, Error, any, any>;

/** Every page by its address: what it is fetched with, and what it asks the server first. */
export const pages = [
  page('/', () => import('./pages/overview/Overview')),
  page(
    '/journeys',
    () => import('./pages/journeys/JourneyList'),
    () => [journeysQuery],
  ),
  page(
    '/journeys/:key',
    () => import('./pages/journeys/JourneyPage'),
    ({ key = '' }) => [journeyQuery(key), vocabularyQuery],
  ),
  page('/deliveries', () => import('./pages/deliveries/DeliveryList')),
  page('/deliveries/:id', () => import('./pages/deliveries/DeliveryPage')),
  page('/templates', () => import('./pages/templates/TemplateList')),
  page('/templates/:name', () => import('./pages/templates/TemplatePage')),
  page('/brand', () => import('./pages/templates/BrandPage')),
  page('/offers', () => import('./pages/offers/OffersPage')),
  page('/offers/add', () => import('./pages/offers/forms/OfferPage')),
  page('/offers/item/:id', () => import('./pages/offers/forms/OfferPage')),
  page('/offers/add-program', () => import('./pages/offers/forms/ProgramPage')),
  page('/offers/program/:key', () => import('./pages/offers/forms/ProgramPage')),
  page('/offers/add-pool', () => import('./pages/offers/forms/PoolPage')),
  page('/offers/pool/:key', () => import('./pages/offers/forms/PoolPage')),
  page('/offers/add-rule', () => import('./pages/offers/forms/RulePage')),
  page('/offers/rule/:key', () => import('./pages/offers/forms/RulePage')),
  page('/offers/add-feed', () => import('./pages/offers/forms/FeedPage')),
  page('/offers/feed/:key', () => import('./pages/offers/forms/FeedPage')),
  page('/commission', () => import('./pages/commission/CommissionPage')),
  page('/customers', () => import('./pages/customers/CustomerList')),
  page('/customers/:id', () => import('./pages/customers/CustomerPage')),
  page('/experiments', () => import('./pages/experiments/Experiments')),
  page('/experiments/:id', () => import('./pages/experiments/ExperimentPage')),
  page('/reports', () => import('./pages/reports/Reports')),
  page('/health', () => import('./pages/system/Health')),
  page('/settings', () => import('./pages/settings/Settings')),
  page('/setup', () => import('./access/Setup')),
  page('/welcome', () => import('./pages/welcome/Welcome')),
  page('/go-live', () => import('./pages/welcome/GoLive')),
  page('/outbox/:name', () => import('./pages/welcome/TestMail')),
  page('/webhooks', () => import('./pages/system/Webhooks')),
];

export type FetchedPage = ReturnType<typeof page>;

function page(path: string, load: Load, asks: (params: Params) => Query[] = () => []) {
  return { path, asks, ...once(load) };
}

// Two who ask for a page wait for the same: its looks are fetched by who asks first, and are there only when that one is answered.
function once(load: Load) {
  let fetching: ReturnType<Load> | null = null;
  let fetched: ComponentType | null = null;
  const fetchOnce = () => {
    fetching ??= load().then(
      (found) => {
        fetched = found.default;
        return found;
      },
      (error: unknown) => {
        fetching = null;
        throw error;
      },
    );
    return fetching;
  };
  return { load: fetchOnce, loaded: () => fetched };
}
