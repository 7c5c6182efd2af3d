import type { Experiment } from '../../api/learning';
import { words } from '../../parts/format';
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

/** Both guards of a variant, with the figures that they open into; words where nobody is in it, which is no rate of 0. */
export const guardsOf = ({ unsubscribe_rate, complaint_rate }: Experiment['arms'][number]) =>
  unsubscribe_rate === null || complaint_rate === null
    ? t.learning.noOneYet
    : [
        { figure: 'arm_unsubscribe', rate: unsubscribe_rate, text: percent(unsubscribe_rate) },
        { figure: 'arm_complaint', rate: complaint_rate, text: percent(complaint_rate) },
      ];

/** The name of a figure's tally, for opening it into its customers. */
export const tallyOf = (metric: string) => `arm_${metric}`;

/** Holdouts are all called holdout: their journey tells them apart. */
export const nameOf = (experiment: Experiment, journeyName: (key: string) => string) =>
  isHoldout(experiment) ? t.learning.holdoutOf(experiment.journey && journeyName(experiment.journey)) : experiment.name;

/** Kind, journey and step, by their names. */
export const placeOf = (experiment: Experiment, journeyName: (key: string) => string) =>
  [
    t.learning.kinds[experiment.kind] ?? experiment.kind,
    experiment.journey && journeyName(experiment.journey),
    experiment.step && words(experiment.step),
  ]
    .filter(Boolean)
    .join(' · ');

/** The name of a variant as its file has it; the sides of a holdout are ours. */
export const armOf = (experiment: Experiment, arm: string) => (isHoldout(experiment) ? words(arm) : arm);

const isHoldout = ({ kind }: Experiment) => kind === 'holdout' || kind === 'global_holdout';
