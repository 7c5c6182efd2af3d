import type { Experiment } from '../../api/learning';
import { t } from '../../strings';

const money = new Set(['revenue', 'commission']);

type Format = { money: (value: number) => string; number: (value: number) => string };

/** A figure of a metric as people write it: a share in percent, money in the store's currency. */
export function figureOf(metric: string, value: number, format: Format): string {
  if (money.has(metric)) return format.money(value);
  if (metric === 'orders') return value.toFixed(3);
  return percent(value);
}

/** A difference of two figures: shares differ by percentage points, which a percent sign would make a ratio. */
export const differenceOf = (metric: string, value: number, format: Format) =>
  money.has(metric) || metric === 'orders' ? figureOf(metric, value, format) : t.learning.points((value * 100).toFixed(2));

/** What one customer brings to a figure: money as money, everything else as a count. */
export const totalOf = (metric: string, value: number, format: Format) => (money.has(metric) ? format.money(value) : format.number(value));

export const percent = (value: number) => `${(value * 100).toFixed(Math.abs(value) < 0.1 ? 2 : 1)} %`;

/** How far the scale of a metric's intervals reaches to both sides. */
export function reachOf(experiment: Experiment, metric: string): number {
  const ends = experiment.comparisons
    .filter((one) => one.metric === metric)
    .flatMap((one) => [Math.abs(one.low ?? 0), Math.abs(one.high ?? 0)]);
  return Math.max(...ends, Number.EPSILON) * 1.05;
}

/** The name of a figure's tally, for opening it into its customers. */
export const tallyOf = (metric: string) => `arm_${metric}`;

/** Holdouts are all called holdout: their journey tells them apart. */
export const nameOf = (experiment: Experiment) =>
  experiment.name === 'holdout' ? t.learning.holdoutOf(experiment.journey) : experiment.name;
