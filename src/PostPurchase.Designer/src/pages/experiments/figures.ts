import type { Experiment } from '../../api/learning';
import { percent, words } from '../../parts/format';
import { t } from '../../strings';

const money = new Set(['revenue', 'commission']);

type Format = { money: (value: number) => string; number: (value: number) => string };

/** A figure of a metric as people write it: a share in percent, money in the store's currency. */
export function figureOf(metric: string, value: number, format: Format): string {
  if (money.has(metric)) return format.money(value);
  if (metric === 'orders') return value.toFixed(3);
  return percent(value, 2);
}

/** A difference of two figures: shares differ by percentage points, which a percent sign would make a ratio. */
export const differenceOf = (metric: string, value: number, format: Format) =>
  money.has(metric) || metric === 'orders' ? figureOf(metric, value, format) : t.learning.points((value * 100).toFixed(2));

/** What one customer brings to a figure: money as money, everything else as a count. */
export const totalOf = (metric: string, value: number, format: Format) => (money.has(metric) ? format.money(value) : format.number(value));

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
        { figure: 'arm_unsubscribe', rate: unsubscribe_rate, text: percent(unsubscribe_rate, 2) },
        { figure: 'arm_complaint', rate: complaint_rate, text: percent(complaint_rate, 2) },
      ];

/** Who is left out of clicks, in a sentence; nothing where that is nobody, or clicks are not compared. */
export function untrackedOf({ metrics, untracked_share }: Experiment) {
  if (!metrics.includes('click') || untracked_share === 0) return '';
  return untracked_share === null ? t.learning.untrackedUnknown : t.learning.untracked(percent(untracked_share));
}

/** The name of a figure's tally, for opening it into its customers. */
export const tallyOf = (metric: string) => `arm_${metric}`;

/** What is tested where, in words: files know tests by a key, and holdouts are all called holdout. */
export function nameOf(experiment: Experiment, journeyName: (key: string) => string) {
  const journey = experiment.journey && journeyName(experiment.journey);
  if (isHoldout(experiment)) return t.learning.holdoutOf(journey);
  const parts = (experiment.varies ?? []).map((part) => t.learning.varies[part] ?? t.learning.slot(words(part)));
  return t.learning.testOf(experiment.kind === 'paths' ? t.learning.paths : parts.join(t.learning.and), words(experiment.step), journey);
}

/** What is tested: mails, paths or marketing at all. */
export const kindOf = ({ kind }: Experiment) => t.learning.kinds[kind] ?? kind;

/** The kind, and the name by which files, mails and reports know it, in words. */
export const placeOf = (experiment: Experiment) =>
  [kindOf(experiment), isHoldout(experiment) ? '' : words(experiment.name)].filter(Boolean).join(' · ');

/** The name of a variant in words, as mails and commission show it; the sides of a holdout are ours. */
export const armOf = (experiment: Experiment, arm: string) => (isHoldout(experiment) ? t.learning.sides[arm] : undefined) ?? words(arm);

const isHoldout = ({ kind }: Experiment) => kind === 'holdout' || kind === 'global_holdout';

/** What is decided first, then what most have been in. */
export const byWeight = (a: Experiment, b: Experiment) => Number(isDecided(b)) - Number(isDecided(a)) || recipientsOf(b) - recipientsOf(a);

const isDecided = (experiment: Experiment) => experiment.verdict?.kind === 'decided';

const recipientsOf = (experiment: Experiment) => experiment.arms.reduce((sum, arm) => sum + arm.assigned, 0);
