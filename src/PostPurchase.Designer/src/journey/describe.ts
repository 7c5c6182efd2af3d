import { t } from '../strings';
import { asValues, type Step, type Values } from './model';

const d = t.designer;

/** What a card says in its first line. */
export function titleOf(step: Step): string {
  const body = asValues(step.value[step.kind]);
  if (step.kind === 'email' || step.kind === 'notify') return textOf(body.subject) || step.id;
  return step.id;
}

/** What a card says in its second line: the step in words. */
export function summaryOf(step: Step): string {
  const body = asValues(step.value[step.kind]);
  switch (step.kind) {
    case 'email':
      return [body.template, t.content[String(body.content)]].filter(Boolean).join(' · ');
    case 'wait':
      return waitInWords(body);
    case 'branch':
      return d.paths(step.arms.length);
    case 'split':
      return d.testOf(step.arms.map((arm) => arm.label).join(', '));
    case 'update':
      return [...tagsOf(body, 'add', '+'), ...tagsOf(body, 'remove', '−'), ...Object.keys(asValues(body.set))].join(', ');
    case 'webhook':
      return String(body.url ?? '');
    case 'notify':
      return String(body.to ?? '');
    case 'exit':
      return String(body.reason ?? '');
    default:
      return d.unknownStep;
  }
}

function waitInWords(wait: Values): string {
  const days = Array.isArray(wait.days) ? wait.days.map((day) => d.weekdays[String(day)] ?? String(day)).join(' ') : null;
  return [
    wait.for && durationInWords(String(wait.for)),
    wait.window && d.window(String(wait.window)),
    wait.at && (wait.at === 'best' ? d.bestHour : d.atHour(String(wait.at))),
    days,
    wait.date && [wait.date, wait.offset].filter(Boolean).join(' '),
    wait.until && d.until(String(wait.until)),
  ]
    .filter(Boolean)
    .join(' · ');
}

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
