import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import { useReportStores } from '../../api/learning';
import type { LawFinding, Page, Schemas } from '../../api/types';

export type OfferRow = {
  id: string;
  name: string;
  program: string;
  program_name: string;
  own: boolean;
  url: string;
  image_url: string | null;
  price: string | null;
  currency: string | null;
  category: string | null;
  in_stock: boolean;
  product_id: string | null;
  exclusive: boolean;
  from: string | null;
  until: string | null;
  why_not: string | null;
  store: string | null;
  fallback_url: string | null;
  file: string | null;
};

export type ProgramRow = {
  key: string;
  name: string;
  network: string;
  merchant: string | null;
  open: boolean;
  email_allowed: string;
  redirect_allowed: boolean;
  prices_allowed: boolean;
  coupon_sites: boolean;
  disclosure: string | null;
  cookie_window: string | null;
  denied_claims: string[];
  commission: Record<string, string>;
  offers: number;
  files: string[];
};

export type CouponRow = {
  key: string;
  summary: string;
  shared_code: string | null;
  valid_for: string | null;
  minimum: string | null;
  if_exhausted: string;
  low_water: number;
  free: number;
  given: number;
  redeemed: number;
  problem: string | null;
};

export type BadRow = { line: number; reason: string };
export type FeedAnswer = { taken: number; refused: BadRow[] };
export type FeedRow = Schemas['FeedRow'];
export type CodesAnswer = { added: number; known: number; refused: BadRow[] };

export const useOffers = (q: string, program: string) =>
  useInfiniteQuery({
    queryKey: ['offers', q, program],
    queryFn: ({ pageParam }) => api.get<Page<OfferRow>>('/offers', { q, program, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });

/** One offer by its id; null where there is none. */
export const useOffer = (id: string) =>
  useQuery({
    queryKey: ['offers', 'one', id],
    queryFn: async () => (await api.get<Page<OfferRow>>('/offers', { id })).items[0] ?? null,
  });

export const useOfferFiles = () =>
  useQuery({ queryKey: ['offer-files'], queryFn: () => api.get<Page<Schemas['OfferFileAnswer']>>('/offers/files') });

export const usePrograms = () => useQuery({ queryKey: ['programs'], queryFn: () => api.get<Page<ProgramRow>>('/programs') });

export const useFeeds = () => useQuery({ queryKey: ['offer-feeds'], queryFn: () => api.get<Schemas['FeedsAnswer']>('/offers/feeds') });

export const useCoupons = () => useQuery({ queryKey: ['coupons'], queryFn: () => api.get<Page<CouponRow>>('/coupons') });

export const useCompliance = () => useQuery({ queryKey: ['compliance'], queryFn: () => api.get<Page<LawFinding>>('/compliance') });

/** The name of a store by its key, where there is more than one store; else null. */
export function useStoreName(): (key: string | null) => string | null {
  const stores = useReportStores().data?.items ?? [];
  return (key) => (stores.length > 1 && key ? stores.find((store) => store.key === key)?.name || key : null);
}
