import { type Experiment, useExperiments } from '../api/learning';

const none: Experiment[] = [];

/** The tests as they stand; none where they cannot be read. */
export const useTests = (): Experiment[] => useExperiments().data?.items ?? none;

/** Shares in whole percent where others than those of the file are in force, by arm; null where the file's are. */
export function inForce(test: Experiment | undefined): Record<string, number> | null {
  if (!test || test.state === 'ended') return null;
  const arms = test.arms.filter((arm) => arm.weight > 0 || arm.weight_in_force > 0);
  const said = sum(arms.map((arm) => arm.weight));
  const now = sum(arms.map((arm) => arm.weight_in_force));
  if (now <= 0 || said <= 0) return null;
  if (arms.every((arm) => Math.abs(arm.weight / said - arm.weight_in_force / now) < 0.005)) return null;
  return Object.fromEntries(arms.map((arm) => [arm.name, Math.round((arm.weight_in_force / now) * 100)]));
}

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
