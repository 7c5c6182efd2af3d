import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { words } from '../parts/format';
import { api, isRefused } from './client';
import type {
  Attention,
  CustomerRow,
  CustomerStory,
  Delivery,
  DeliveryDetail,
  Health,
  Journey,
  JourneyRow,
  Overview,
  Page,
  PersonInside,
  RecentPurchase,
  SampleRow,
  Template,
  TemplateRow,
  TemplateVocabulary,
  TestPlan,
  VersionRow,
  Vocabulary,
  WebhookRow,
} from './types';

const minute = 60_000;
const path = encodeURIComponent;

export const overviewQuery = { queryKey: ['overview'], queryFn: () => api.get<Overview>('/overview') };

export const useOverview = (isAsked = true) =>
  useQuery({
    ...overviewQuery,
    enabled: isAsked,
    // Whether the server is there again is asked often; what it refused, only who signs in asks again.
    refetchInterval: ({ state }) => (isRefused(state.error) ? false : state.status === 'error' ? 2_000 : minute / 4),
  });

export const useAttention = () =>
  useQuery({ queryKey: ['attention'], queryFn: () => api.get<Attention>('/overview/attention'), refetchInterval: minute });

export const journeysQuery = { queryKey: ['journeys'], queryFn: () => api.get<Page<JourneyRow>>('/journeys') };

export const useJourneys = () => useQuery(journeysQuery);

/** Journeys by the names that their authors gave them; none while they are not known yet, for the key would be taken for the name. */
export function useJourneyNames() {
  const { data, isPending } = useJourneys();
  return (key: string) => (isPending ? '…' : (data?.items.find((row) => row.key === key)?.name ?? words(key)));
}

export const journeyQuery = (key: string) => ({ queryKey: ['journey', key], queryFn: () => api.get<Journey>(`/journeys/${path(key)}`) });

export const useJourney = (key: string) => useQuery({ ...journeyQuery(key), refetchInterval: minute / 6 });

export const useVersions = (key: string) =>
  useQuery({ queryKey: ['versions', key], queryFn: () => api.get<Page<VersionRow>>(`/journeys/${path(key)}/versions`) });

export const usePeople = (key: string, step: string | null) =>
  useInfiniteQuery({
    queryKey: ['people', key, step],
    queryFn: ({ pageParam }) => api.get<Page<PersonInside>>(`/journeys/${path(key)}/people`, { step, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

/** The sends behind a number on a card. */
export const useSendsOf = (key: string, step: string, what: string) =>
  useInfiniteQuery({
    queryKey: ['sends', key, step, what],
    queryFn: ({ pageParam }) => api.get<Page<Delivery>>(`/journeys/${path(key)}/sends`, { step, what, before: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

/** What journeys of this shop may name. */
export const vocabularyQuery = {
  queryKey: ['vocabulary'],
  queryFn: () => api.get<Vocabulary>('/journey-vocabulary'),
  staleTime: minute,
};

export const useVocabulary = () => useQuery(vocabularyQuery);

/** How long a test on a step would take. */
export const useExperimentPlan = (journey: string, step: string, arms: number) =>
  useQuery({
    queryKey: ['experiment-plan', journey, step, arms],
    queryFn: () => api.get<TestPlan>('/experiments/plan', { journey, step, arms }),
    enabled: arms >= 2,
    staleTime: minute,
    retry: false,
  });

export const useSamples = () => useQuery({ queryKey: ['samples'], queryFn: () => api.get<Page<SampleRow>>('/journey-samples') });

export const useTemplates = () => useQuery({ queryKey: ['templates'], queryFn: () => api.get<Page<TemplateRow>>('/templates') });

export const useTemplate = (name: string, language: string | null) =>
  useQuery({
    queryKey: ['template', name, language],
    queryFn: () => api.get<Template>(`/templates/${path(name)}`, { language }),
  });

/** Partials, fields and functions that mails may use. */
export const useTemplateVocabulary = () =>
  useQuery({ queryKey: ['template-vocabulary'], queryFn: () => api.get<TemplateVocabulary>('/template-vocabulary'), staleTime: minute });

export const useRecentPurchases = () =>
  useQuery({ queryKey: ['purchases'], queryFn: () => api.get<Page<RecentPurchase>>('/purchases/recent'), staleTime: minute });

export type DeliveryFilter = Partial<
  Record<'state' | 'journey' | 'step' | 'q' | 'store' | 'from' | 'to' | 'domain' | 'touched' | 'by' | 'told' | 'on', string>
>;

export const useDeliveries = (filter: DeliveryFilter) =>
  useInfiniteQuery({
    queryKey: ['deliveries', filter],
    queryFn: ({ pageParam }) => api.get<Page<Delivery>>('/deliveries', { ...filter, before: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });

export const useDelivery = (id: string) =>
  useQuery({
    queryKey: ['delivery', id],
    queryFn: () => api.get<DeliveryDetail>(`/deliveries/${path(id)}`),
    refetchInterval: ({ state }) => (isOnItsWay(state.data) ? 2_000 : false),
  });

/** Whether a mail is about to leave: one that is due is looked at until it has left, one for another day is not. */
export const isOnItsWay = (delivery: Pick<DeliveryDetail, 'state' | 'due_at'> | undefined) =>
  delivery !== undefined &&
  (['claimed', 'handing'].includes(delivery.state) || (delivery.state === 'planned' && Date.parse(delivery.due_at ?? '') <= Date.now()));

export const useCustomers = (q: string) =>
  useInfiniteQuery({
    queryKey: ['customers', q],
    queryFn: ({ pageParam, signal }) => api.get<Page<CustomerRow>>('/customers', { q, before: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });

export const useCustomer = (id: string) =>
  useQuery({ queryKey: ['customer', id], queryFn: () => api.get<CustomerStory>(`/customers/${path(id)}`) });

export const useHealth = () => useQuery({ queryKey: ['health'], queryFn: () => api.get<Health>('/health'), refetchInterval: minute / 6 });

export const useWebhooks = (source: string) =>
  useInfiniteQuery({
    queryKey: ['webhooks', source],
    queryFn: ({ pageParam }) => api.get<Page<WebhookRow>>('/webhooks', { before: pageParam, source }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
