import { type Document, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, Scalar, stringify, type YAMLMap } from 'yaml';
import { columnAt, commentsAbove, itemLines } from './yamlLines';

/**
 * Edits of a YAML text that leave every other letter as it was: comments, order, quotes and unknown keys. What the letters cannot follow (an anchor, say) is
 * written anew by the library, which keeps comments too. Each edit is read again before it counts.
 */

export type Key = string | number;
export type Value = string | number | boolean | string[] | Record<string, unknown>;

/** The text with a value set, or taken away where it is undefined; a group that has lost its last key goes too, an item of a list never. */
export function setValue(text: string, path: Key[], value: Value | undefined, order: string[] = []): string {
  const document = parseDocument(text);
  if (same(plain(document.getIn(path, true)), value)) return text;
  const wanted = parseDocument(text);
  if (value === undefined) remove(wanted, path);
  else put(wanted, path, value);
  const spliced = value === undefined ? without(text, document, path) : written(text, document, path, value, order);
  return sure(spliced, wanted);
}

/** The text with one more item at the end of a list, which is begun where there is none. */
export function addItem(text: string, list: string, item: Record<string, unknown>, order: string[] = []): string {
  const document = parseDocument(text);
  const wanted = parseDocument(text);
  const there = plain(document.get(list, true));
  put(wanted, [list], [...(Array.isArray(there) ? there : []), item] as never);
  return sure(appended(text, document, list, item, order), wanted);
}

/** The text without one item of a list; a list that has lost its last item goes too. */
export function removeItem(text: string, list: string, index: number): string {
  const document = parseDocument(text);
  const wanted = parseDocument(text);
  remove(wanted, [list, index]);
  return sure(without(text, document, [list, index]), wanted);
}

/** What a text says, as plain values; an empty object where it says nothing or is no YAML. */
export function valuesOf(text: string): Record<string, unknown> {
  const document = parseDocument(text);
  const value: unknown = document.errors.length > 0 ? null : document.toJS();
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function sure(spliced: string | null, wanted: Document): string {
  if (spliced !== null) {
    const after = parseDocument(spliced);
    if (after.errors.length === 0 && same(after.toJS(), wanted.toJS())) return spliced;
  }
  return wanted.toString({ lineWidth: 0 });
}

// The order of keys says nothing.
const same = (one: unknown, other: unknown) => JSON.stringify(sorted(one ?? null)) === JSON.stringify(sorted(other ?? null));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

const plain = (node: unknown): unknown => (node && typeof node === 'object' && 'toJSON' in node ? (node as Node).toJSON() : node);

function put(document: Document, path: Key[], value: Value): void {
  if (document.contents === null) document.contents = document.createNode({}) as never;
  document.setIn(path, document.createNode(value));
}

function remove(document: Document, path: Key[]): void {
  document.deleteIn(path);
  const parent = path.slice(0, -1);
  const group = parent.length > 0 ? document.getIn(parent, true) : null;
  // An item of a list is taken away only by name.
  const isItem = isMap(group) && typeof parent.at(-1) === 'number';
  if (!isItem && (isMap(group) || isSeq(group)) && group.items.length === 0) remove(document, parent);
}

function written(text: string, document: Document, path: Key[], value: Value, order: string[]): string | null {
  const node = document.getIn(path, true) as Node | undefined;
  if (node?.range) return replaced(text, node, value);
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const key = path.at(-1);
  if (typeof key !== 'string') return null;
  if (!isMap(parent))
    return path.length > 1 ? written(text, document, path.slice(0, -1), { [key]: value }, order) : begun(text, document, key, value);
  return parent.flow ? inFlow(text, parent, `${key}: ${flow(value)}`) : onLine(text, parent, key, value, order);
}

// An empty file, or one of comments only.
function begun(text: string, document: Document, key: string, value: Value): string | null {
  if (document.contents !== null) return null;
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return `${before}${block(key, value, 0).join('\n')}\n`;
}

function replaced(text: string, node: Node, value: Value): string | null {
  const [from, to] = node.range ?? [0, 0];
  if (isSeq(node) && !node.flow && Array.isArray(value)) return itemsReplaced(text, node.items as Node[], value);
  if ((isSeq(node) || isMap(node)) && !node.flow) return null;
  const type = isScalar(node) ? node.type : undefined;
  if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED') return null;
  return text.slice(0, from) + (typeof value === 'string' ? quoted(value, type) : flow(value)) + text.slice(to);
}

// What stays keeps its line with the comment behind it.
function itemsReplaced(text: string, items: Node[], value: string[]): string | null {
  const lines = text.split('\n');
  const spans = items.map((item) => itemLines(text, item));
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last || value.length === 0 || spans.some((span) => !span || span.column !== first.column)) return null;
  const known = new Map(items.map((item, i) => [String(plain(item)), lines.slice(spans[i]?.from ?? 0, (spans[i]?.to ?? 0) + 1)]));
  const made = value.flatMap((word) => known.get(word) ?? [`${' '.repeat(first.column)}- ${quoted(word)}`]);
  return lines.toSpliced(first.from, last.to - first.from + 1, ...made).join('\n');
}

function inFlow(text: string, map: YAMLMap, pair: string): string | null {
  const [from] = map.range ?? [0];
  const end = endOf(map.items.at(-1) as Pair | undefined);
  if (end === null) return `${text.slice(0, from)}{ ${pair} }${text.slice(map.range?.[1])}`;
  return `${text.slice(0, end)}, ${pair}${text.slice(end)}`;
}

/** After the nearest key that comes before it in the usual order, or at the end. */
function onLine(text: string, map: YAMLMap, key: string, value: Value, order: string[]): string | null {
  const pairs = map.items as Pair[];
  const [first] = pairs;
  const column = first && isScalar(first.key) && first.key.range ? columnAt(text, first.key.range[0]) : null;
  if (column === null) return null;
  const place = order.indexOf(key);
  const known = pairs.findLast((pair) => order.indexOf(keyOf(pair)) < place && order.includes(keyOf(pair)));
  // Where none comes before it: what stands above the first key may be about the whole file.
  const before = place < 0 ? pairs.at(-1) : (known ?? pairs.at(-1));
  const end = endOf(before);
  if (end === null) return null;
  const at = lineEnd(text, end);
  return `${text.slice(0, at)}\n${block(key, value, column).join('\n')}${text.slice(at)}`;
}

function without(text: string, document: Document, path: Key[]): string | null {
  const parent = path.length === 1 ? document.contents : (document.getIn(path.slice(0, -1), true) as Node | undefined);
  const key = path.at(-1);
  if (isMap(parent)) {
    const at = (parent.items as Pair[]).findIndex((pair) => keyOf(pair) === key);
    if (at < 0) return text;
    if (parent.items.length === 1 && typeof path.at(-2) === 'number') return null;
    if (parent.items.length === 1 && path.length > 1) return without(text, document, path.slice(0, -1));
    return parent.flow ? cut(text, (parent.items as Pair[]).map(spanOf), at) : lineless(text, parent.items as Pair[], at);
  }
  if (!isSeq(parent) || typeof key !== 'number') return null;
  if (parent.items.length === 1) return without(text, document, path.slice(0, -1));
  const items = parent.items as Node[];
  if (parent.flow)
    return cut(
      text,
      items.map((item) => (item.range ? [item.range[0], item.range[1]] : null)),
      key,
    );
  const span = items[key] ? itemLines(text, items[key]) : null;
  if (!span) return null;
  const lines = text.split('\n');
  // Comments above an item are about it, but the first ones may be about the list.
  const top = key > 0 ? commentsAbove(lines, span.from, span.column) : span.from;
  return lines.toSpliced(top, span.to - top + 1).join('\n');
}

function cut(text: string, spans: ([number, number] | null)[], at: number): string | null {
  const [own, next, before] = [spans[at], spans[at + 1], spans[at - 1]];
  if (!own) return null;
  if (next) return text.slice(0, own[0]) + text.slice(next[0]);
  return before ? text.slice(0, before[1]) + text.slice(own[1]) : null;
}

function lineless(text: string, pairs: Pair[], at: number): string | null {
  const span = spanOf(pairs[at] as Pair);
  if (!span) return null;
  const from = text.lastIndexOf('\n', span[0] - 1) + 1;
  if (text.slice(from, span[0]).trim() !== '') return null;
  return text.slice(0, from) + text.slice(Math.min(lineEnd(text, span[1]) + 1, text.length));
}

function appended(text: string, document: Document, list: string, item: Record<string, unknown>, order: string[]): string | null {
  const seq = document.get(list, true);
  if (isSeq(seq) && seq.range && seq.items.length > 0) {
    const last = seq.items.at(-1) as Node;
    if (!last.range) return null;
    if (seq.flow) return `${text.slice(0, last.range[1])}, ${flow(item)}${text.slice(last.range[1])}`;
    const span = itemLines(text, last);
    if (!span) return null;
    const dash = ' '.repeat(span.column);
    const made = isMap(last) && last.flow ? [`${dash}- ${flow(item)}`] : dashed(item, span.column);
    return text
      .split('\n')
      .toSpliced(span.to + 1, 0, ...made)
      .join('\n');
  }
  if (isSeq(seq) && seq.range) {
    const column = columnAt(text, text.lastIndexOf(list, seq.range[0]));
    const made = dashed(item, column + 2).join('\n');
    return `${text.slice(0, seq.range[0]).trimEnd()}\n${made}${text.slice(seq.range[1])}`;
  }
  if (seq !== undefined) return null;
  return written(text, document, [list], [item] as never, order);
}

const keyOf = (pair: Pair) => String(isScalar(pair.key) ? pair.key.value : pair.key);

function spanOf(pair: Pair): [number, number] | null {
  const end = endOf(pair);
  return isScalar(pair.key) && pair.key.range && end !== null ? [pair.key.range[0], end] : null;
}

function endOf(pair: Pair | undefined): number | null {
  const [value, key] = [pair?.value as Node | null | undefined, pair?.key as Node | undefined];
  return value?.range?.[1] ?? key?.range?.[1] ?? null;
}

/** The end of the line on which what ends at `offset` has its last letter. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', text.slice(0, offset).trimEnd().length);
  return end < 0 ? text.length : end;
}

const dashed = (item: Record<string, unknown>, column: number) =>
  Object.entries(item).flatMap(([key, value], i) => {
    const lines = block(key, value as Value, column + 2);
    return i === 0 ? [`${' '.repeat(column)}- ${(lines[0] ?? '').trimStart()}`, ...lines.slice(1)] : lines;
  });

/** A key with its value as lines; what is short stays on one. */
function block(key: string, value: unknown, column: number): string[] {
  const start = `${' '.repeat(column)}${key}:`;
  const isList = Array.isArray(value);
  if (isList && value.some((item) => item !== null && typeof item === 'object'))
    return [start, ...value.flatMap((item) => dashed(item as Record<string, unknown>, column + 2))];
  if (value !== null && typeof value === 'object' && !isList)
    return [start, ...Object.entries(value).flatMap(([name, each]) => block(name, each, column + 2))];
  return [`${start} ${flow(value)}`];
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (value !== null && typeof value === 'object')
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${quoted(key)}: ${flow(each)}`)
      .join(', ')} }`;
  return typeof value === 'string' ? quoted(value) : String(value);
}

// Older readers of YAML take these words for true and false.
const switches = /^(y|n|yes|no|on|off|true|false|null)$/i;
const bare = /^[A-Za-z][A-Za-z0-9 _./-]*[A-Za-z0-9%]$|^[A-Za-z]$|^[0-9]+(\.[0-9]+)?%$|^[0-9]+[smhdw]$|^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** A text as a scalar that stands in a list or a group on one line too; in the quotes that it had. */
function quoted(value: string, type?: Scalar.Type | string | null): string {
  if (type === 'QUOTE_SINGLE' && !/[\n\r\\]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  if (type !== 'QUOTE_DOUBLE' && bare.test(value) && !switches.test(value)) return value;
  const scalar = new Scalar(value);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return stringify(scalar, { lineWidth: 0 }).trimEnd();
}
