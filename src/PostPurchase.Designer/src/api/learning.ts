import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from './client';
import type { components } from './schema';
import type { Page } from './types';

type Schemas = components['schemas'];
export type Experiment = Schemas['ExperimentAnswer'];
export type Comparison = Schemas['ComparisonAnswer'];
export type FigureRow = Schemas['FigureRow'];
export type Reports = {
  funnel: Schemas['FunnelReport'];
  revenue: Schemas['RevenueReport'];
  holdout: Schemas['HoldoutReport'];
  cohorts: Schemas['CohortReport'];
  repeat: Schemas['RepeatReport'];
  'next-order': Schemas['NextOrderReport'];
  'order-value': Schemas['OrderValueReport'];
  touches: Schemas['TouchReport'];
  deliverability: Schemas['DeliverabilityReport'];
};

export const useExperiments = () => useQuery({ queryKey: ['experiments'], queryFn: () => api.get<Page<Experiment>>('/experiments') });

export const useExperiment = (id: string) =>
  useQuery({ queryKey: ['experiment', id], queryFn: () => api.get<Experiment>(`/experiments/${encodeURIComponent(id)}`) });

export const useTestPlan = (journey: string | null, step: string | null, arms: number, isOpen: boolean) =>
  useQuery({
    queryKey: ['test-plan', journey, step, arms],
    queryFn: () => api.get<Schemas['TestPlanAnswer']>('/experiments/plan', { journey, step, arms }),
    enabled: isOpen,
    placeholderData: keepPreviousData,
  });

export const useReport = <Name extends keyof Reports>(name: Name, of?: { from: string; to: string; store?: string } | { store?: string }) =>
  useQuery({ queryKey: ['report', name, of], queryFn: () => api.get<Reports[Name]>(`/reports/${name}`, of) });

export const useReportStores = () =>
  useQuery({ queryKey: ['report-stores'], queryFn: () => api.get<Page<Schemas['ReportStoreAnswer']>>('/reports/stores') });

/** Which number of a journey is opened: who entered it on some days, or how they ended. */
export type RunsOf = { journey: string; what: 'entered' | 'finished' | 'exited'; from: string; to: string; store?: string };

export const useRunRows = (of: RunsOf | null) =>
  useInfiniteQuery({
    queryKey: ['run-rows', of],
    queryFn: ({ pageParam }) => api.get<Page<Schemas['RunRow']>>('/reports/runs', { ...of, before: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled: of !== null,
  });

/** Which number of opens or clicks is opened: who made them, on which days, of which store. */
export type TouchesOf = {
  kind: 'open' | 'click';
  actor: 'human' | 'machine' | 'unsure';
  from: string;
  to: string;
  store?: string;
};

export const useTouchRows = (of: TouchesOf | null) =>
  useInfiniteQuery({
    queryKey: ['touch-rows', of],
    queryFn: ({ pageParam }) => api.get<Page<Schemas['TouchRow']>>('/reports/touches/rows', { ...of, before: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled: of !== null,
  });

/** Which figure is opened: its name, both parts of its key, and the store where it is of one. */
export type Figure = { figure: string; a: string | number; b?: number; store?: string };

export const useFigureRows = (figure: Figure | null) =>
  useInfiniteQuery({
    queryKey: ['figure-rows', figure],
    queryFn: ({ pageParam }) => api.get<Page<FigureRow>>('/reports/rows', { ...figure, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled: figure !== null,
  });
