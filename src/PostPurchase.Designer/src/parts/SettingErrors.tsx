import { Alert } from '@mantine/core';
import { useEffect } from 'react';
import { Link, useLocation } from 'react-router';
import { ApiError } from '../api/client';
import { t } from '../strings';
import { sentence } from './format';
import { messageOf } from './messages';

const s = t.forms.setting;

/** Brings the field into sight to which a link leads, as soon as it is there. */
export function useFieldInAddress(isThere = true) {
  const { hash, key } = useLocation();
  // `key`: the same link pressed again leads there again.
  useEffect(() => {
    const field = isThere && hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    field?.scrollIntoView({ block: 'center' });
    field?.focus({ preventScroll: true });
  }, [hash, key, isThere]);
}

export type SettingProblem = { setting: string | null; text: string };

/** What settings refuse, in words, each with the way to where it is set; the setting's own name stands in small for who writes files. */
export function SettingErrors({ error, problems }: { error: Error; problems?: SettingProblem[] }) {
  return (
    <Alert color="red" role="alert">
      <SettingList problems={problems ?? problemsOf(error)} />
    </Alert>
  );
}

export function SettingList({ problems }: { problems: SettingProblem[] }) {
  return (
    <ul className="plain-list setting-problems">
      {problems.map(({ setting, text }) => {
        const place = placeOf(setting);
        return (
          <li key={`${setting} ${text}`}>
            <span>{place ? s.missing(place.name, text) : sentence(text)}</span>{' '}
            {place && (
              <Link to={`${place.to}#${place.field}`} className="text-link">
                {s.open(place.page)}
              </Link>
            )}
            {setting && <code className="setting-name">{setting}</code>}
          </li>
        );
      })}
    </ul>
  );
}

/** The server's list, or its words alone. */
export function problemsOf(error: Error): SettingProblem[] {
  const body = error instanceof ApiError ? (error.body as { settings?: SettingProblem[] } | null) : null;
  return body?.settings && body.settings.length > 0 ? body.settings : [{ setting: null, text: messageOf(error) }];
}

/** A line such as `setting Store:Url: expected ...` taken apart. */
export function problemIn(line: string): SettingProblem {
  const found = /^setting ([A-Za-z]\S*:\S+?): (.*)$/s.exec(line);
  return found?.[1] && found[2]
    ? { setting: found[1].replace(/^Stores:default:/, 'Store:'), text: found[2] }
    : { setting: null, text: line };
}

/** Where a setting is: `field` is the id of its field on the page, which is the name that the API has for it. */
export type SettingPlace = { name: string; page: string; to: string; field: string };

export function placeOf(setting: string | null): SettingPlace | null {
  const known = setting ? s.names[setting] : undefined;
  const field = fieldOf(setting);
  if (known) return { name: known[0], page: known[1], to: known[2], field };
  const source = setting?.startsWith('Sources:') ? s.sources[setting.split(':').at(-1) ?? ''] : undefined;
  return source ? { name: source, page: s.sourcePage, to: s.sourceLink, field } : null;
}

// What the API calls otherwise than the file.
const calledOtherwise: Record<string, string> = { api_url: 'url', api_token: 'token' };

/** `from_name` of `Store:FromName`. */
export function fieldOf(setting: string | null): string {
  const last = setting?.split(':').at(-1) ?? '';
  const name = last.replace(/\B[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  return calledOtherwise[name] ?? name;
}

/** Each field with what is wrong with it, and the problems that belong to none of them. */
export function besideFields(error: Error | null, fields: readonly string[]) {
  const problems = error ? problemsOf(error) : [];
  const path = error instanceof ApiError ? error.path : null;
  const placed = problems.map((problem) => ({ ...problem, field: problem.setting ? fieldOf(problem.setting) : path }));
  const of = (field: string) =>
    placed
      .filter((problem) => problem.field === field)
      .map(({ text }) => sentence(text))
      .join(' ') || undefined;
  return { of, others: placed.filter(({ field }) => field === null || !fields.includes(field)) };
}

/** Several refusals as one, so that all of them are seen at once. */
export function joined(errors: Error[]): Error | null {
  const [first, ...rest] = errors;
  if (!first || rest.length === 0) return first ?? null;
  const settings = errors.flatMap((error) => {
    const path = error instanceof ApiError ? error.path : null;
    return problemsOf(error).map((problem) => (problem.setting ? problem : { ...problem, setting: path }));
  });
  return new ApiError(first instanceof ApiError ? first.status : 0, first.message, null, { settings });
}
