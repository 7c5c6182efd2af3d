import { Document, isMap, isNode, isScalar, isSeq, parseDocument, Scalar, type YAMLSeq } from 'yaml';
import { insertLines, moveLines, removeLines, stepLines } from './lines';
import { allSteps, type JourneyModel, type Path, readJourney, type Step, type StepKind, type Values, valueAt } from './model';

/** A place between steps: before number `index` of the list at `list`. */
export type Place = { list: Path; index: number };

/**
 * The text with the value at `path` set, or taken away where it is undefined. Comments and the order of keys stay; where one word follows another,
 * every other letter too. What is taken back stands as it did in `first`, the text that changes are told from.
 */
export function setValue(model: JourneyModel, path: Path, value: unknown, first = model): string {
  if (isTakenBack(model, path, value, first)) return first.text;
  const spliced = splice(model, path, value, first);
  return spliced ?? written(model, path, value);
}

function written(model: JourneyModel, path: Path, value: unknown): string {
  const rewritten = change(model, (document) => {
    if (value === undefined) remove(document, path);
    else document.setIn(path, isPlain(value) ? value : document.createNode(value));
  });
  return kept(rewritten, () => inStep(model, rewritten, path));
}

export function insertStep(model: JourneyModel, place: Place, step: Values): string {
  const rewritten = change(model, (document) =>
    listAt(document, place.list).items.splice(place.index, 0, document.createNode(step) as never),
  );
  return kept(rewritten, () => insertLines(model, place, step) ?? inStep(model, rewritten, place.list));
}

export function removeStep(model: JourneyModel, step: Step): string {
  const rewritten = change(model, (document) => document.deleteIn(step.path));
  return kept(rewritten, () => removeLines(model, step.path) ?? inStep(model, rewritten, step.path.slice(0, -1)));
}

/** The text with the step at another place; unchanged where that place is inside the step itself. */
export function moveStep(model: JourneyModel, step: Step, place: Place): string {
  if (step.path.every((key, i) => place.list[i] === key)) return model.text;
  const rewritten = change(model, (document) => {
    const node = document.getIn(step.path, true);
    const target = listAt(document, place.list);
    const before = target.items[place.index];
    if (before === node) return;
    document.deleteIn(step.path);
    const index = before === undefined ? target.items.length : target.items.indexOf(before);
    target.items.splice(index, 0, node as never);
  });
  return kept(rewritten, () => moveLines(model, step.path, place, readJourney));
}

/** The text whose other lines stay as they were, where it says the same as the one that was written anew. */
function kept(rewritten: string, lines: () => string | null): string {
  const text = lines();
  return text !== null && says(text) === says(rewritten) ? text : rewritten;
}

const says = (text: string) => {
  const { error, value } = readJourney(text);
  return error ? null : JSON.stringify(value);
};

/** Only the lines of the step that holds `path` are written anew; the innermost one that has lines of its own. */
function inStep(model: JourneyModel, rewritten: string, path: Path): string | null {
  const at = path.findLastIndex((key, i) => typeof key === 'number' && path[i - 1] === 'steps');
  if (at < 0) return null;
  const step = path.slice(0, at + 1);
  return stepLines(model, readJourney(rewritten), step) ?? inStep(model, rewritten, step.slice(0, -1));
}

/** Up or down in its own list by one; unchanged at the ends. */
export function nudgeStep(model: JourneyModel, step: Step, by: -1 | 1): string {
  const list = step.path.slice(0, -1);
  const index = Number(step.path.at(-1));
  const length = listAt(model.document, list).items.length;
  if (index + by < 0 || index + by >= length) return model.text;
  return moveStep(model, step, { list, index: by < 0 ? index - 1 : index + 2 });
}

// Where cards call a kind otherwise than the file does.
const idOf: Partial<Record<StepKind, string>> = { email: 'mail', exit: 'leave' };

/** A new step of that kind with what the file asks for, and an id that is free. */
export function newStep(model: JourneyModel, kind: StepKind): Values {
  return { id: freeId(model, idOf[kind] ?? kind), [kind]: starts[kind] };
}

/** A copy with ids that are free, those of the steps inside it too. */
export function copyOf(model: JourneyModel, step: Values): Values {
  const taken = new Set(allSteps(model.steps).map(({ id }) => id));
  const renamed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(renamed);
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value as Values);
    const isStep = 'id' in (value as Values) && entries.length === 2;
    return Object.fromEntries(entries.map(([key, each]) => [key, isStep && key === 'id' ? free(taken, String(each)) : renamed(each)]));
  };
  return renamed(step) as Values;
}

const starts: Record<StepKind, unknown> = {
  email: { template: 'thank-you-note', content: 'own', subject: 'Thank you' },
  wait: { for: '1d' },
  branch: [
    { if: 'customer.purchase_count > 1', steps: [] },
    { else: true, steps: [] },
  ],
  split: [
    { name: 'a', weight: 1, steps: [] },
    { name: 'b', weight: 1, steps: [] },
  ],
  update: { tags: { add: ['thanked'] } },
  webhook: { url: 'https://', body: '{}' },
  notify: { to: '', subject: '', text: '' },
  exit: { reason: '' },
};

const freeId = (model: JourneyModel, base: string) => free(new Set(allSteps(model.steps).map(({ id }) => id)), base);

function free(taken: Set<string>, base: string): string {
  const stem = base.replace(/-\d+$/, '');
  let id = taken.has(base) ? `${stem}-2` : base;
  for (let n = 2; taken.has(id); n++) id = `${stem}-${n}`;
  taken.add(id);
  return id;
}

// Where nothing but this value differs. A key that was taken away meanwhile comes back to its place, with the comment beside it.
function isTakenBack(model: JourneyModel, path: Path, value: unknown, first: JourneyModel): boolean {
  if (first === model || first.error !== null || value === undefined || typeof value === 'object' || valueAt(first, path) !== value)
    return false;
  const without = written(model, path, undefined);
  // A comment that stands beside it now may be another one.
  return marks(without) === marks(model.text) && without === written(first, path, undefined);
}

const marks = (text: string) => text.split('#').length;

// Only the letters of the old word change. Read again to be sure: a word may need quotes where it stands.
function splice(model: JourneyModel, path: Path, value: unknown, first: JourneyModel): string | null {
  const node = model.document.getIn(path, true);
  if (!isScalar(node) || !node.range || value === undefined || value === null || typeof value === 'object') return null;
  const [start, end] = node.range;
  if (node.type !== 'PLAIN' && node.type !== 'QUOTE_DOUBLE' && node.type !== 'QUOTE_SINGLE') return null;
  const fits = (word: string) => {
    const text = model.text.slice(0, start) + word + model.text.slice(end);
    const after = readJourney(text);
    return after.error === null && valueAt(after, path) === value && after.steps.length === model.steps.length ? text : null;
  };
  const plain = typeof value !== 'string' || isSparing(node, first.document.getIn(path, true)) ? fits(wordOf(value, 'PLAIN')) : null;
  return plain ?? (typeof value === 'string' ? fits(wordOf(value, node.type)) : null);
}

const wordOf = (value: unknown, type: Scalar.Type) => {
  const word = new Scalar(value);
  word.type = type;
  return new Document(word).toString({ lineWidth: 0 }).trimEnd();
};

// Half of `10%` is a number and takes quotes: the whole word must not keep them. Quotes of the author stay.
function isSparing(node: Scalar, first: unknown): boolean {
  return (isScalar(first) ? first : node).type === 'PLAIN' || (!isScalar(first) && /^['"]/.test(wordOf(node.value, 'PLAIN')));
}

function change(model: JourneyModel, edit: (document: Document) => void): string {
  const document = parseDocument(model.text);
  edit(document);
  return document.toString({ lineWidth: 0 });
}

function listAt(document: Document, path: Path): YAMLSeq {
  const found = document.getIn(path, true);
  if (isSeq(found)) {
    // An empty list is written `[]`; what is added to it reads better on lines of its own.
    if (found.items.length === 0) found.flow = false;
    return found;
  }
  const made = document.createNode([]) as YAMLSeq;
  document.setIn(path, made);
  return made;
}

// Groups that say nothing without a key. All others say something by being there: a step its kind, a variant that it is one.
const loose: unknown[] = ['send', 'set', 'slots', 'tags'];

/** Such a group goes with its last key. */
function remove(document: Document, path: Path): void {
  if (!document.hasIn(path)) return;
  document.deleteIn(path);
  const parent = path.slice(0, -1);
  const group = document.getIn(parent, true);
  if (loose.includes(parent.at(-1)) && isMap(group) && group.items.length === 0) remove(document, parent);
}

const isPlain = (value: unknown) => value === null || typeof value !== 'object' || isNode(value);

/** For tests and tools: the steps of a text by id, in reading order. */
export const idsOf = (text: string) => allSteps(readJourney(text).steps).map(({ id }) => id);
