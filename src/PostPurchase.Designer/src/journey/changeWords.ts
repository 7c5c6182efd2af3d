import type { Change } from '../api/types';
import { languageName, words } from '../parts/format';
import { t } from '../strings';
import { conditionInWords } from './conditionWords';
import { durationInWords } from './describe';

const f = t.designer.fields;
const labels = f as Record<string, unknown>;

// Where the panel calls a field otherwise than by its key.
const own: Record<string, string> = {
  'wait.for': f.waitFor,
  'wait.window': f.waitWindow,
  'wait.date': f.waitDate,
  'notify.to': f.staff,
  'send.max_marketing_per_day': f.max_day,
  'send.max_marketing_per_week': f.max_week,
  'anchor.on': `${f.anchor} · ${f.anchorOn}`,
  'anchor.or_after': `${f.anchor} · ${f.orAfter}`,
  'goal.exit': f.goalEnds,
};
const within = new Set(['send', 'trigger', 'caps']);
const chosen = new Set(['on', 'per', 'reenter', 'if_empty', 'content', 'metric', 'pick', 'anchor']);

const byLanguage = new Set(['subject', 'preheader']);

/** A field of a change (`send.quiet_hours`, `branch[0].if`) as its label in the panel says it; where it has none, its key as words. */
export function fieldOfChange(path: string): string {
  const known = own[path];
  if (known) return known;
  const parts = path.split('.');
  const shown = parts.length > 1 && (within.has(parts[0] ?? '') || (parts[0] ?? '') in t.designer.kinds) ? parts.slice(1) : parts;
  return shown
    .map((part, i) => (byLanguage.has(shown[i - 1] ?? '') || shown[i - 2] === 'slots' ? languageName(part) : partInWords(part)))
    .join(' · ');
}

/** A value of it: a time and a condition in words, a choice as the panel names it. */
export function valueOfChange(path: string, text: string): string {
  const last = path.split('.').at(-1) ?? '';
  if (last === 'if' || last === 'until') return conditionInWords(text);
  if (last === 'if_late') return f.lateChoices[text] ?? text;
  if (last === 'time_zone') return t.designer.zones[text] ?? text;
  return (chosen.has(last) && t.designer.options[text]) || durationInWords(text);
}

/** What a first version brings, where these are its changes: before it there was nothing, not even the journey's key. */
export function firstOf(changes: Change[]): string | null {
  const fields = changes.find(({ step }) => step === null)?.fields ?? [];
  const given = (name: string) => fields.find(({ field, before }) => field === name && before === null)?.after;
  const key = given('journey');
  if (!key) return null;
  const steps = changes.filter(({ step }) => step !== null);
  return t.designer.changes.first(given('name') || words(key), steps.length, steps.filter((one) => one.step_kind === 'email').length);
}

function partInWords(part: string): string {
  const [, name = part, index] = /^(\w+)\[(\d+)\]$/.exec(part) ?? [];
  if (index !== undefined && (name === 'branch' || name === 'split')) return f.pathOf(Number(index) + 1);
  const label = name === 'exit' && index !== undefined ? f.exits : labels[name];
  return `${typeof label === 'string' ? label : words(name)}${index === undefined ? '' : ` ${Number(index) + 1}`}`;
}
