import type { Node } from 'yaml';

/** Where things stand in a YAML text: lines and columns count from 0. */

/** An item of a list: from the line of its dash to its last, and the column of the dash. */
export type ItemLines = { from: number; to: number; column: number };

/** The lines of an item, comments behind it and inside it included; null where it does not begin a line. */
export function itemLines(text: string, item: Node): ItemLines | null {
  if (!item.range) return null;
  const dash = text.lastIndexOf('-', item.range[0] - 1);
  if (dash < 0 || text.slice(dash + 1, item.range[0]).trim() !== '') return null;
  const from = lineAt(text, dash);
  const column = columnAt(text, dash);
  if (text.slice(dash - column, dash).trim() !== '') return null;
  const lines = text.split('\n');
  let to = lineAt(text, text.slice(0, item.range[1]).trimEnd().length - 1);
  // Comments at the column of the dashes are about what follows, also where they come after a deeper one.
  while (to > from && isAboutTheNext(lines[to] ?? '', column)) to--;
  while (to + 1 < lines.length && isCommentDeeperThan(lines[to + 1] ?? '', column)) to++;
  return { from, to, column };
}

/** The first line of the comments that stand above a line, not left of a column; the line itself where there are none. */
export function commentsAbove(lines: string[], from: number, column: number): number {
  let top = from;
  while (top > 0 && lines[top - 1]?.trimStart().startsWith('#') && columnOf(lines[top - 1] ?? '') >= column) top--;
  return top;
}

export const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length - 1;
export const columnAt = (text: string, offset: number) => offset - (text.lastIndexOf('\n', offset - 1) + 1);
export const columnOf = (line: string) => line.length - line.trimStart().length;

const isAboutTheNext = (line: string, column: number) =>
  line.trim() === '' || (line.trimStart().startsWith('#') && columnOf(line) <= column);
const isCommentDeeperThan = (line: string, column: number) => line.trimStart().startsWith('#') && columnOf(line) > column;
