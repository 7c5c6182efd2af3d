import type { Block } from '../../api/types';
import { plainWords } from '../../parts/fieldWords';

/** Where a block goes one place up or down: the blocks of one unit move together. Null at the end of the column. */
export function neighbour(blocks: Block[], index: number, direction: -1 | 1): number | null {
  const unit = blocks[index]?.unit;
  if (unit === undefined) return null;
  const next = direction < 0 ? blocks.findLast((block) => block.unit === unit - 1) : blocks.find((block) => block.unit === unit + 1);
  return next?.index ?? null;
}

/** Whether the block stands in the same `if` as the one before it. */
export const isTied = (blocks: Block[], index: number) => index > 0 && blocks[index]?.unit === blocks[index - 1]?.unit;

/** What a closed block shows of itself: the first text in it. */
export function summaryOf(block: Block): string {
  const text = plainWords(block.fields.find((field) => field.mixed && ['text', 'richtext'].includes(field.type))?.mixed ?? '');
  return text.length > 70 ? `${text.slice(0, 70)}…` : text;
}
