import { type Document, isMap, isSeq, LineCounter, parseDocument } from 'yaml';

export type Path = (string | number)[];
export const stepKinds = ['email', 'wait', 'branch', 'split', 'update', 'webhook', 'notify', 'exit'] as const;
export type StepKind = (typeof stepKinds)[number];
export type Values = Record<string, unknown>;

/** A step as the file has it; `path` leads to it from the top of the file. */
export type Step = { id: string; kind: StepKind | 'unknown'; path: Path; value: Values; arms: Arm[] };
export type Arm = { label: string; weight: number; path: Path; steps: Step[] };

/** A journey file that is read: its text is the truth, everything else follows from it. */
export type JourneyModel = {
  text: string;
  document: Document;
  value: Values;
  steps: Step[];
  /** What keeps the text from being YAML; the cards then cannot be drawn. */
  error: { message: string; line: number } | null;
};

let last: JourneyModel | null = null;

/** Reads a text. An edit reads what it has made, and the page reads the same again: that costs nothing. */
export function readJourney(text: string): JourneyModel {
  if (last?.text !== text) last = read(text);
  return last;
}

function read(text: string): JourneyModel {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const failure = document.errors[0];
  const value = failure ? {} : asValues(document.toJS());
  const error = failure ? { message: withoutPlace(failure.message), line: lines.linePos(failure.pos[0]).line } : null;
  return { text, document, value, steps: failure ? [] : stepsOf(value.steps, ['steps']), error };
}

// `... at line 3, column 16:` and the lines of it: what shows the message says the line in its own words.
const withoutPlace = (message: string) => (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '').replace(/[.:]$/, '');

function stepsOf(list: unknown, path: Path): Step[] {
  if (!Array.isArray(list)) return [];
  return list.map((item, i) => stepOf(asValues(item), [...path, i]));
}

function stepOf(value: Values, path: Path): Step {
  const kind = stepKinds.find((name) => name in value) ?? 'unknown';
  const arms = kind === 'branch' || kind === 'split' ? value[kind] : null;
  return {
    id: String(value.id ?? ''),
    kind,
    path,
    value,
    arms: Array.isArray(arms) ? arms.map((arm, i) => armOf(asValues(arm), [...path, kind, i])) : [],
  };
}

const armOf = (arm: Values, path: Path): Arm => ({
  label: arm.else ? 'else' : String(arm.if ?? arm.name ?? ''),
  weight: Number(arm.weight ?? 0),
  path,
  steps: stepsOf(arm.steps, [...path, 'steps']),
});

export const asValues = (value: unknown): Values =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Values) : {};

/** Every step, in reading order. */
export function allSteps(steps: Step[]): Step[] {
  return steps.flatMap((step) => [step, ...step.arms.flatMap((arm) => allSteps(arm.steps))]);
}

export const findStep = (model: JourneyModel, id: string | null) => allSteps(model.steps).find((step) => step.id === id) ?? null;

/** The value at a path below the journey; undefined where there is none. */
export const valueAt = (model: JourneyModel, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | null | undefined)?.[key], model.value);

/** The path of what stands at a line and column (from 1), as deep as it goes. */
export function pathAt(model: JourneyModel, line: number, column: number): Path {
  const starts = model.text.split('\n');
  const offset = starts.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  return descend(model.document.contents, offset);
}

function descend(node: unknown, offset: number): Path {
  if (isMap(node)) {
    for (const pair of node.items) {
      const key = pair.key as { value?: unknown } | null;
      if (within(pair.key, offset) || within(pair.value, offset)) return [String(key?.value ?? ''), ...descend(pair.value, offset)];
    }
  } else if (isSeq(node)) {
    const index = node.items.findIndex((item) => within(item, offset));
    if (index >= 0) return [index, ...descend(node.items[index], offset)];
  }
  return [];
}

function within(node: unknown, offset: number): boolean {
  const range = (node as { range?: [number, number, number] | null } | null)?.range;
  return range ? offset >= range[0] && offset <= range[1] : false;
}

export const startsWith = (path: Path, start: Path) => start.every((key, i) => path[i] === key);
