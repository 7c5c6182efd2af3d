import { useQuery } from '@tanstack/react-query';
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

export const useTestPlan = (journey: string | null, arms: number, isOpen: boolean) =>
  useQuery({
    queryKey: ['test-plan', journey, arms],
    queryFn: () => api.get<Schemas['TestPlanAnswer']>('/experiments/plan', { journey, arms }),
    enabled: isOpen,
  });

export const useReport = <Name extends keyof Reports>(name: Name, period?: { from: string; to: string }) =>
  useQuery({ queryKey: ['report', name, period], queryFn: () => api.get<Reports[Name]>(`/reports/${name}`, period) });

export const useFigureRows = (figure: { figure: string; a: string; b: number } | null) =>
  useQuery({
    queryKey: ['figure-rows', figure],
    queryFn: () => api.get<Page<FigureRow>>('/reports/rows', figure ?? {}),
    enabled: figure !== null,
  });
