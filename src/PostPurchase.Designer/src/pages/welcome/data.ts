import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { useMay } from '../../access/session';
import { api } from '../../api/client';
import { useJourneys, useTemplates } from '../../api/queries';
import type { GoLive, OrderJob, Page, ReplayMail, Simulation, StoreSettings, Welcome } from '../../api/types';

export const steps = ['source', 'brand', 'sender', 'receipt', 'replay', 'end'] as const;
export type StepName = (typeof steps)[number];

export const useWelcome = (isAsked = true) =>
  useQuery({ queryKey: ['welcome'], queryFn: () => api.get<Welcome>('/welcome'), enabled: isAsked });

/** Keeps where the first run is, so that it goes on in another browser too. */
export function useProgress() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (progress: { step?: string; source?: string; over?: string }) => api.put<Welcome>('/welcome', progress),
    onSuccess: (welcome) => queries.setQueryData(['welcome'], welcome),
  });
}

/** Where a way out of the first run leads to: that it is over is kept once it was really left, not while something unsaved is asked about. */
export const wayOut = (over: 'finished' | 'dismissed') => ['/', { state: { over } }] as const;

/** Whether the page was come to by a way out of the first run; keeps that it is over. */
export function useWayOut(): boolean {
  const over = (useLocation().state as { over?: string } | null)?.over;
  const mayWrite = useMay('write');
  const welcome = useWelcome(mayWrite && over !== undefined);
  const { mutate } = useProgress();
  const before = welcome.data?.over;
  // What is finished stays so, also where it was put off at first.
  const isDue = mayWrite && before !== undefined && (before === null || (over === 'finished' && before !== over));
  useEffect(() => {
    if (over !== undefined && isDue) mutate({ over });
  }, [over, isDue, mutate]);
  return over !== undefined;
}

export const useStoreSettings = () => useQuery({ queryKey: ['store-settings'], queryFn: () => api.get<StoreSettings>('/store-settings') });

export function useSaveStore() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (changes: Partial<StoreSettings>) => api.put<StoreSettings>('/store-settings', changes),
    onSuccess: (settings) => {
      queries.setQueryData(['store-settings'], settings);
      for (const key of ['overview', 'go-live', 'preview', 'thumbnail']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

/** Gives a shop that has neither journeys nor mails the shipped ones, as drafts: there is something to look at, and nothing is sent. */
export function useShippedFiles() {
  const queries = useQueryClient();
  const journeys = useJourneys();
  const templates = useTemplates();
  const isBare = journeys.data?.items.length === 0 && templates.data?.items.length === 0;
  const take = useMutation({
    mutationFn: () => api.post<Page<string>>('/welcome/journeys'),
    onSuccess: () => {
      for (const key of ['journeys', 'templates']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  return { isBare, take };
}

const quick = 400;

/** What is being loaded, looked at often while it runs; null before anything was. */
export const useLoading = () =>
  useQuery({
    queryKey: ['orders-loading'],
    queryFn: () => api.get<OrderJob | null>('/orders/loading'),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? quick : false),
  });

/** Loads the file that was told about. */
export function useLoadFile() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<OrderJob>('/orders/load'),
    onSuccess: (running) => {
      queries.setQueryData(['orders-loading'], running);
      for (const key of ['store-settings', 'overview']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

/** What a file has to load: its orders, or customers where it has none. */
export const countOf = (job: OrderJob) => (job.orders === 0 ? job.customers : job.orders);

/** Whether a file was chosen and looked at, and not loaded yet. */
export const isWaiting = (job: OrderJob | null | undefined): job is OrderJob =>
  job?.state === 'checked' && job.kind !== 'shop' && countOf(job) > 0;

export const isRunning = (simulation: Simulation | undefined) => simulation?.state === 'waiting' || simulation?.state === 'running';

export const useReplay = (id: string | null) =>
  useQuery({
    queryKey: ['simulation', id],
    queryFn: () => api.get<Simulation>(`/simulations/${id}`),
    enabled: id !== null,
    refetchInterval: ({ state }) => (isRunning(state.data) ? quick : false),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export const useReplayMails = (id: string | null, isThere: boolean) =>
  useQuery({
    queryKey: ['replay-mails', id],
    queryFn: () => api.get<Page<ReplayMail>>(`/replays/${id}/mails`),
    enabled: id !== null && isThere,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export const useGoLive = () => useQuery({ queryKey: ['go-live'], queryFn: () => api.get<GoLive>('/go-live') });
