import type { StepNumbers } from '../api/types';
import type { useFormat } from '../parts/format';
import { t } from '../strings';
import type { Behind } from './BehindDrawer';
import { linesOf } from './layout';

const n = t.designer.numbers;

/** A number on the card of a mail, its word, and what is behind it. */
export type Figure = { what: Behind['what'] | 'failed'; count: string; word: string; isEmpty: boolean; more?: string };

const counted = [
  { name: 'sent', what: 'sent' },
  { name: 'human_clicks', what: 'clicked' },
  { name: 'held', what: 'held' },
  { name: 'skipped', what: 'skipped' },
] as const;

/** What a mail has done so far, in the order of its card. */
export function figuresOf(numbers: StepNumbers, format: ReturnType<typeof useFormat>): Figure[] {
  const figures: Figure[] = [];
  if (numbers.failed > 0) figures.push({ what: 'failed', count: format.number(numbers.failed), word: n.failed('').trim(), isEmpty: false });
  for (const { name, what } of counted)
    if (name === 'sent' || numbers[name] > 0)
      figures.push({ what, count: format.number(numbers[name]), word: wordOf(name, numbers[name]), isEmpty: numbers[name] === 0 });
  if (numbers.commission)
    figures.push({
      what: 'earned',
      count: format.money(numbers.commission),
      word: numbers.commission_apart.length > 0 ? '+' : '',
      more: numbers.commission_apart.map((amount) => n.apart(format.money(amount))).join(' '),
      isEmpty: false,
    });
  return figures;
}

const wordOf = (name: (typeof counted)[number]['name'], count: number) => (name === 'human_clicks' ? n[name](count) : n[name]);

/** How many rows the numbers of a mail's card take. */
export const rowsOf = (figures: Figure[]) => linesOf(figures.map(({ count, word }) => `${count} ${word}`.trim()));
