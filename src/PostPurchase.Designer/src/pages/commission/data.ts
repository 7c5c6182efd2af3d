import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { components } from '../../api/schema';
import type { Page } from '../../api/types';

type Schemas = components['schemas'];
export type Conversion = Schemas['ConversionRow'];
export type ConversionPage = Schemas['ConversionPage'];
export type ConversionDetail = Schemas['ConversionDetail'];
export type Candidate = Schemas['MatchCandidate'];
export type Earnings = Schemas['EarningsAnswer'];
export type EarningsRow = Schemas['EarningsRowAnswer'];
export type NetworkTotal = Schemas['NetworkTotal'];
export type LinkHealth = Schemas['LinkHealthRow'];
export type Picks = Schemas['PickAnswer'];

export type ConversionFilter = Partial<
  Record<
    | 'only'
    | 'network'
    | 'status'
    | 'booked'
    | 'journey'
    | 'step'
    | 'offer'
    | 'program'
    | 'month'
    | 'store'
    | 'from'
    | 'to'
    | 'left_from'
    | 'left_to',
    string
  >
>;
export type EarningsWish = { by: string; model: string; window_days: number; from: string; store: string };

const path = encodeURIComponent;

export const useConversions = (filter: ConversionFilter) =>
  useInfiniteQuery({
    queryKey: ['conversions', filter],
    queryFn: ({ pageParam }) => api.get<ConversionPage>('/conversions', { ...filter, before: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });

export const useConversion = (id: string) =>
  useQuery({ queryKey: ['conversion', id], queryFn: () => api.get<ConversionDetail>(`/conversions/${path(id)}`), enabled: id !== '' });

export const useNetworks = () =>
  useQuery({ queryKey: ['conversions', 'networks'], queryFn: () => api.get<Page<NetworkTotal>>('/conversions/networks') });

export const useEarnings = (wish: EarningsWish) =>
  useQuery({ queryKey: ['earnings', wish], queryFn: () => api.get<Earnings>('/earnings', wish), placeholderData: keepPreviousData });

/** Which figure of which row of earnings is opened. */
export type EarningsPartsOf = EarningsWish & { to: string; key: string; figure: string };

export const useEarningsParts = (of: EarningsPartsOf | null) =>
  useInfiniteQuery({
    queryKey: ['earnings', 'rows', of],
    queryFn: ({ pageParam }) => api.get<Page<Schemas['EarningsPartRow']>>('/earnings/rows', { ...of, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled: of !== null,
  });

export const useLinkHealth = () => useQuery({ queryKey: ['link-health'], queryFn: () => api.get<Page<LinkHealth>>('/link-health') });

export const usePicks = (delivery: string) =>
  useQuery({ queryKey: ['picks', delivery], queryFn: () => api.get<Picks>(`/deliveries/${path(delivery)}/offers`) });

/** Lets an amount over the cap count, or says whose an unmatched conversion is, and takes that back. */
export function useSettle(id: string) {
  const queries = useQueryClient();
  const onSuccess = () => {
    for (const queryKey of [['conversions'], ['conversion', id], ['earnings']]) void queries.invalidateQueries({ queryKey });
  };
  const release = useMutation({ mutationFn: () => api.post(`/conversions/${path(id)}/release`), onSuccess });
  const match = useMutation({
    mutationFn: (mail: { delivery: string; slot: number | null }) => api.post(`/conversions/${path(id)}/match`, mail),
    onSuccess,
  });
  const unmatch = useMutation({ mutationFn: () => api.post(`/conversions/${path(id)}/unmatch`), onSuccess });
  return { release, match, unmatch };
}
