import type { Block, BlockEdit, TemplateVocabulary } from '../../api/types';
import { plainWords } from '../../parts/fieldWords';
import { words } from '../../parts/format';

/** Where a block goes one place up or down: the blocks of one unit move together. Null at the end of the column. */
export function neighbour(blocks: Block[], index: number, direction: -1 | 1): number | null {
  const unit = blocks[index]?.unit;
  if (unit === undefined) return null;
  const next = direction < 0 ? blocks.findLast((block) => block.unit === unit - 1) : blocks.find((block) => block.unit === unit + 1);
  return next?.index ?? null;
}

/** Where a block is after a change of the column, as the server makes it: units move whole, and a new block goes before a unit. Null where the block is gone. */
export function placeAfter(blocks: Block[], change: BlockEdit, index: number): number | null {
  const after = orderAfter(blocks, change);
  if (index >= blocks.length) return after.length;
  const place = after.indexOf(index);
  return place < 0 ? null : place;
}

function orderAfter(blocks: Block[], { kind, index, to }: BlockEdit): number[] {
  const all = blocks.map((block) => block.index);
  const unitOf = (at: number | null | undefined) => blocks[at ?? -1]?.unit;
  if (kind === 'remove') return all.filter((one) => one !== index);
  if (kind === 'add') {
    const first = blocks.findIndex(({ unit }) => unit === unitOf(index));
    return all.toSpliced(first < 0 ? all.length : first, 0, Number.NaN);
  }
  if (kind !== 'move') return all;
  const units = [...new Set(blocks.map(({ unit }) => unit))];
  const moved = units.filter((unit) => unit !== unitOf(index));
  moved.splice(units.indexOf(unitOf(to) ?? -1), 0, unitOf(index) ?? -1);
  return moved.flatMap((unit) => blocks.filter((block) => block.unit === unit).map((block) => block.index));
}

/** Whether the block stands in the same `if` as the one before it. */
export const isTied = (blocks: Block[], index: number) => index > 0 && blocks[index]?.unit === blocks[index - 1]?.unit;

/** What a closed block shows of itself: the first text in it. */
export function summaryOf(block: Block): string {
  const text = plainWords(block.fields.find((field) => field.mixed && ['text', 'richtext'].includes(field.type))?.mixed ?? '');
  return text.length > 70 ? `${text.slice(0, 70)}…` : text;
}

/** What a block is called wherever it stands: in the mail, and among those to add. */
export const blockName = (partial: string) => words(partial);

/** The blocks that a mail can have more of, by a short name, in its order; what each is stands beside it. */
export const blocksToAdd = (partials: TemplateVocabulary['partials']) =>
  partials
    .filter((partial) => !partial.is_page)
    .map(({ name, label }) => ({ name, title: blockName(name), what: label }))
    .sort((one, other) => one.title.localeCompare(other.title));
