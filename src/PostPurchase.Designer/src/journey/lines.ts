import { isMap, isScalar, isSeq, type Node, stringify } from 'yaml';
import { columnAt, columnOf, commentsAbove, itemLines, lineAt } from '../parts/yamlLines';
import type { Place } from './edits';
import type { JourneyModel, Path, Values } from './model';

/**
 * Edits of steps as edits of lines: what stands on other lines stays letter by letter, and a step takes the comments above it along.
 * Null where the text is written in a way that lines cannot follow (a list in one line, for example).
 */

/** A step's lines: the empty ones and the comments above it, and its own. */
type Chunk = { blank: string[]; body: string[] };
/** A list of steps: what stands before and after it, its steps, and the column of its dashes. */
type List = { before: string[]; chunks: Chunk[]; after: string[]; column: number };

export function insertLines(model: JourneyModel, place: Place, step: Values): string | null {
  const list = listOf(model, place.list);
  if (!list) return openList(model, place.list, [dashed(step)]);
  const gap = list.chunks[Math.max(place.index, 1)]?.blank ?? list.chunks[1]?.blank ?? [];
  const added = { blank: gap.map(() => ''), body: indented(dashed(step), list.column) };
  return written({ ...list, chunks: withFirst(list.chunks, list.chunks.toSpliced(place.index, 0, added)) });
}

export function removeLines(model: JourneyModel, path: Path): string | null {
  const list = listOf(model, path.slice(0, -1));
  if (!list) return null;
  const chunks = list.chunks.toSpliced(Number(path.at(-1)), 1);
  return chunks.length === 0 ? closeList(list) : written({ ...list, chunks: withFirst(list.chunks, chunks) });
}

/** `read` gives the model of a text: the place is found again in what is left. */
export function moveLines(model: JourneyModel, path: Path, place: Place, read: (text: string) => JourneyModel): string | null {
  const list = listOf(model, path.slice(0, -1));
  const from = Number(path.at(-1));
  const chunk = list?.chunks[from];
  if (!list || !chunk) return null;
  if (path.slice(0, -1).join('/') === place.list.join('/')) {
    const rest = list.chunks.toSpliced(from, 1);
    const moved = rest.toSpliced(place.index > from ? place.index - 1 : place.index, 0, chunk);
    return written({ ...list, chunks: withFirst(list.chunks, moved) });
  }

  const left = removeLines(model, path);
  if (left === null) return null;
  const after = read(left);
  const target = shifted(place, path);
  const there = listOf(after, target.list);
  if (!there) return openList(after, target.list, [outdented(chunk.body, list.column)]);
  const gap = there.chunks[1]?.blank ?? [];
  const moved = { blank: gap.map(() => ''), body: indented(outdented(chunk.body, list.column), there.column) };
  return written({ ...there, chunks: withFirst(there.chunks, there.chunks.toSpliced(target.index, 0, moved)) });
}

/** The text with one step's lines as they are in another text of the same journey. */
export function stepLines(model: JourneyModel, other: JourneyModel, path: Path): string | null {
  const [list, there] = [listOf(model, path.slice(0, -1)), listOf(other, path.slice(0, -1))];
  const index = Number(path.at(-1));
  const [chunk, fresh] = [list?.chunks[index], there?.chunks[index]];
  if (!list || !there || !chunk || !fresh) return null;
  const body = indented(outdented(fresh.body, there.column), list.column);
  return written({ ...list, chunks: list.chunks.with(index, { ...chunk, body }) });
}

function listOf(model: JourneyModel, path: Path): List | null {
  const found = model.document.getIn(path, true);
  if (!isSeq(found) || found.flow || found.items.length === 0) return null;
  const lines = model.text.split('\n');
  const spans = found.items.map((item) => itemLines(model.text, item as Node));
  const first = spans[0];
  if (!first || spans.includes(null)) return null;
  const { column } = first;
  let top = commentsAbove(lines, first.from, column);
  const [start, chunks] = [top, [] as Chunk[]];
  for (const each of spans) {
    if (!each || each.column !== column || each.from < top) return null;
    const own = lines.slice(top, each.to + 1);
    const blanks = own.findIndex((line) => line.trim() !== '');
    chunks.push({ blank: own.slice(0, blanks), body: own.slice(blanks) });
    top = each.to + 1;
  }
  return { before: lines.slice(0, start), chunks, after: lines.slice(top), column };
}

// The first of a list stands where the first stood; what was first takes the room of the others.
function withFirst(before: Chunk[], after: Chunk[]): Chunk[] {
  const [old, now] = [before[0], after[0]];
  if (!old || !now || old === now) return after;
  const gap = now.blank.length > 0 ? now.blank : (before[1]?.blank ?? []);
  return after.map((chunk, i) => (i === 0 ? { ...chunk, blank: old.blank } : chunk === old ? { ...chunk, blank: gap } : chunk));
}

const written = ({ before, chunks, after }: List) =>
  [...before, ...chunks.flatMap(({ blank, body }) => [...blank, ...body]), ...after].join('\n');

/** `steps:` whose last step went. */
function closeList({ before, after }: List): string | null {
  const key = before.at(-1);
  if (!key || !/:\s*(#.*)?$/.test(key)) return null;
  return [...before.slice(0, -1), key.replace(/:(\s*(#.*)?)$/, ': []$1'), ...after].join('\n');
}

/** `steps: []` that gets its first step, on lines of their own. */
function openList(model: JourneyModel, path: Path, chunks: string[][]): string | null {
  const empty = model.document.getIn(path, true);
  const parent = path.length === 1 ? model.document.contents : model.document.getIn(path.slice(0, -1), true);
  if (!isSeq(empty) || !empty.range || empty.items.length > 0 || !isMap(parent) || parent.flow) return null;
  const key = parent.items.find((pair) => pair.value === empty)?.key;
  if (!isScalar(key) || !key.range) return null;
  const column = columnAt(model.text, key.range[0]);
  const text = model.text.slice(0, empty.range[0]).trimEnd() + model.text.slice(empty.range[1]);
  const lines = text.split('\n');
  const at = lineAt(text, key.range[0]);
  return lines.toSpliced(at + 1, 0, ...chunks.flatMap((chunk) => indented(chunk, column + 2))).join('\n');
}

const dashed = (step: Values) => stringify([step], { lineWidth: 0 }).trimEnd().split('\n');
const indented = (lines: string[], column: number) => lines.map((line) => (line === '' ? line : ' '.repeat(column) + line));
const outdented = (lines: string[], column: number) => lines.map((line) => line.slice(Math.min(column, columnOf(line))));

/** A place as it is named after the step at `path` is gone. */
function shifted(place: Place, path: Path): Place {
  const [depth, index] = [path.length - 1, Number(path.at(-1))];
  const isBehind = path.slice(0, -1).every((key, i) => place.list[i] === key) && Number(place.list[depth]) > index;
  return isBehind ? { list: place.list.with(depth, Number(place.list[depth]) - 1), index: place.index } : place;
}
