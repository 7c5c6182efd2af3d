import { plainWords } from '../parts/fieldWords';
import { reasonOf, sentence, words } from '../parts/format';
import { t } from '../strings';
import { conditionInWords, fieldInWords } from './conditionWords';
import { type Arm, asValues, type Step, type Values } from './model';

const d = t.designer;

/** What a card says above its first line: the kind, and what tells it from others of it where its title does not. */
export function kickerOf({ kind, id }: Step): string {
  const [name, own] = [d.kinds[kind] ?? kind, words(id)];
  if (!['email', 'wait', 'notify', 'exit'].includes(kind) || own === name) return name;
  // `Mail 2` says both.
  return /^ \d+$/.test(own.slice(name.length)) && own.startsWith(name) ? own : `${name} · ${own}`;
}

/** What a card says in its first line. */
export function titleOf(step: Step): string {
  const body = asValues(step.value[step.kind]);
  if (step.kind === 'email' || step.kind === 'notify') return textOf(body.subject) || subjectOfVariants(body) || d.noSubject;
  if (step.kind === 'wait') return waitInWords(body) || step.id;
  if (step.kind === 'exit') return sentence(reasonOf(String(body.reason ?? ''))) || d.kinds.exit || step.id;
  return words(step.id);
}

// A mail whose variants have a subject each needs none: the first of them is what the others are compared with.
function subjectOfVariants({ experiments }: Values): string {
  const variants = (Array.isArray(experiments) ? experiments : []).flatMap((one) => Object.values(asValues(asValues(one).variants)));
  return variants.map((variant) => textOf(asValues(variant).subject)).find((text) => text !== '') ?? '';
}

/** What a card says in its second line: the step in words. */
export function summaryOf(step: Step): string {
  const body = asValues(step.value[step.kind]);
  switch (step.kind) {
    case 'email':
      return [words(String(body.template ?? '')), t.content[String(body.content)]].filter(Boolean).join(' · ');
    case 'wait':
      return body.until ? d.until(conditionInWords(String(body.until))) : days(body);
    case 'branch':
      return `${d.paths(step.arms.length)}: ${d.firstThatHolds}`;
    case 'split':
      return `${step.arms.map((arm) => arm.label).join(', ')}: ${d.byWeight}`;
    case 'update':
      return [...tagsOf(body, 'add', '+'), ...tagsOf(body, 'remove', '−'), ...Object.keys(asValues(body.set))].join(', ');
    case 'webhook':
      return String(body.url ?? '');
    case 'notify':
      return String(body.to ?? '');
    case 'exit':
      return d.hints.exit ?? '';
    default:
      return d.unknownStep;
  }
}

/** A branch's paths are conditions, a test's have names. */
export const armInWords = ({ label, path }: Arm): string =>
  label === 'else' ? d.otherwise : path.at(-2) === 'branch' ? conditionInWords(label) : label;

const days = (wait: Values): string =>
  Array.isArray(wait.days) ? wait.days.map((day) => d.weekdays[String(day)] ?? String(day)).join(' ') : '';

function waitInWords(wait: Values): string {
  return [
    wait.for && durationInWords(String(wait.for)),
    wait.window && d.window(String(wait.window)),
    wait.at && (wait.at === 'best' ? d.bestHour : d.atHour(String(wait.at))),
    wait.until ? days(wait) : '',
    wait.date && [dateInWords(String(wait.date)), wait.offset].filter(Boolean).join(' '),
  ]
    .filter(Boolean)
    .join(' · ');
}

// A date that the panel's list has is called as there.
const dateInWords = (date: string) => (/^[a-z_]+(\.[a-z_]+)+$/.test(date) ? sentence(fieldInWords(date)) : plainWords(`{{ ${date} }}`));

export const shortVersion = (version: string) => version.slice(0, 8);

export function durationInWords(text: string): string {
  const parts = /^(\d+)([mhdw])$/.exec(text);
  return parts ? (d.durations[parts[2] ?? '']?.(Number(parts[1])) ?? text) : text;
}

/** A text, or the first of its languages. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : String(Object.values(asValues(value))[0] ?? ''));

const tagsOf = (body: Values, name: string, sign: string) => {
  const list = asValues(body.tags)[name];
  return Array.isArray(list) ? list.map((tag) => `${sign}${tag}`) : [];
};
