import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { use, useState } from 'react';
import { ApiError, api } from '../../../api/client';
import type { Schemas } from '../../../api/types';
import { StoreContext } from '../../../parts/format';
import { inForm, writtenIn } from './inForm';

export type OfferFile = Schemas['OfferFileAnswer'];
type Conflict = { edited_by: string | null; theirs: OfferFile | null };

const pause = 250;
const path = encodeURIComponent;

export const useOfferFile = (name: string | null) =>
  useQuery({
    queryKey: ['offer-file', name],
    queryFn: () => api.get<OfferFile>(`/offers/files/${path(name ?? '')}`),
    enabled: name !== null,
    refetchOnWindowFocus: false,
    gcTime: 0,
  });

/** Writes a file on top of what was seen; a hash that is null says that there was none. */
export const putFile = (name: string, text: string, hash: string | null) =>
  api.put<OfferFile>(`/offers/files/${path(name)}`, { text }, hash);
export const deleteFile = (name: string, hash: string) => api.delete<OfferFile>(`/offers/files/${path(name)}`, hash);

/** Everything that offers and programs are shown from is asked for again. */
export function useFresh() {
  const queries = useQueryClient();
  return () => {
    for (const key of [
      'offers',
      'programs',
      'offer-file',
      'offer-files',
      'offer-feeds',
      'offer-vocabulary',
      'vocabulary',
      'coupons',
      'compliance',
      'preview',
      'thumbnail',
    ])
      void queries.invalidateQueries({ queryKey: [key] });
  };
}

export type Target<V> = {
  /** Name of the file, there or not yet. */
  name: string;
  file: OfferFile | null;
  /** What the form begins with; null for something new, whose fields begin with `start`. */
  read: (text: string) => V | null;
  start: V;
  write: (text: string, before: V | null, after: V) => string;
  /** Before each field in the paths of problems: `offers[2].`. */
  prefix: (text: string) => string;
  /** Id of the offer to show. */
  offer?: (values: V) => string;
  onSaved: (values: V) => void;
};

/** What the server says of a text, asked for once. */
const checkOf = (name: string, text: string, offer: string | null) =>
  queryOptions({
    queryKey: ['offer-check', name, text, offer],
    queryFn: ({ signal }) => api.post<Schemas['OfferCheck']>('/offer-checks', { name, text, offer }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
const errorsIn = (check: Schemas['OfferCheck'] | undefined) => (check?.problems ?? []).filter((problem) => problem.severity === 'error');

/** What is saved: the values as they were at the press, on top of which text. */
type Saving<V> = { on: { text: string; hash: string | null }; values: V; check: string | null };

/** A part of an offers file that is being changed by a form: what is typed, what the server says of it, and saving on top of what was seen. */
export function useFileForm<V extends object>({ name, file, read, start, write, prefix, offer, onSaved }: Target<V>) {
  const fresh = useFresh();
  const queries = useQueryClient();
  const [base, setBase] = useState({ text: file?.text ?? '', hash: file?.hash ?? null });
  const [first] = useState(() => (file ? read(file.text) : null));
  const [initial, setInitial] = useState<V>(first ?? start);
  const [values, setValues] = useState<V>(first ?? start);
  const [touched, setTouched] = useState<Set<string>>(new Set());
  const [isAsked, setAsked] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const isNew = first === null;
  const isChanged = JSON.stringify(values) !== JSON.stringify(initial);
  const text = isNew || isChanged ? write(base.text, isNew ? null : initial, values) : base.text;
  const [settled] = useDebouncedValue(text, pause);
  const shown = offer?.(values) || null;
  const check = useQuery({ ...checkOf(name, settled, shown), placeholderData: keepPreviousData });
  const save = useMutation({
    // What is shown may be said of an older text: the text that was pressed on decides. Null when it cannot be saved.
    mutationFn: async (what: Saving<V>) => {
      if (what.check !== null && errorsIn(await queries.fetchQuery(checkOf(name, what.check, shown))).length > 0) return null;
      return putFile(name, write(what.on.text, isNew ? null : initial, what.values), what.on.hash);
    },
    onSuccess: (saved, what) => {
      setRefused(saved === null);
      if (saved === null) return;
      setBase({ text: saved.text, hash: saved.hash });
      setInitial(what.values);
      fresh();
      onSaved(what.values);
    },
  });
  const refusal = save.error instanceof ApiError ? save.error : null;
  const own = prefix(text);
  const problems = errorsIn(check.data);
  const mine = problems.filter((problem) => problem.path?.startsWith(own));
  const fieldOf = (problem: { path?: string | null }) => (problem.path ?? '').slice(own.length).replace(/\[.*$/, '');
  const isShown = (field: string) => isAsked || touched.has(field) || !isNew;
  const ofShop = use(StoreContext)?.currency;
  const say = (message: string) =>
    inForm(message, writtenIn('currency' in values && typeof values.currency === 'string' ? values.currency : null, ofShop));
  const isReady = settled === text && !check.isFetching;
  return {
    values,
    isNew,
    isChanged,
    /** Whether saving was tried, so that also fields that nobody touched say what they need. */
    isAsked,
    isSaved: save.data != null,
    /** Whether the last press saved nothing and the errors that say why are shown; until `seen`. */
    isRefused: isRefused && isReady,
    seen: () => setRefused(false),
    text,
    base,
    save,
    isReady,
    check: check.data ?? null,
    problems: mine,
    /** What the server says, in words of a form. */
    say,
    /** Errors elsewhere in the file, which stop it from being saved too. */
    others: problems.filter((problem) => !problem.path?.startsWith(own)),
    warnings: (check.data?.problems ?? []).filter((problem) => problem.severity !== 'error' && problem.path?.startsWith(own)),
    conflict: refusal?.status === 412 ? (refusal.body as Conflict) : null,
    set: (change: Partial<V>) => {
      setRefused(false);
      setTouched((before) => new Set([...before, ...Object.keys(change)]));
      setValues((before) => ({ ...before, ...change }));
    },
    leave: (field: string) => setTouched((before) => new Set([...before, field])),
    errorOf: (field: string, shownAs = field) => {
      const found = mine.find((problem) => fieldOf(problem) === field);
      return found && isShown(shownAs) ? say(found.message) : undefined;
    },
    submit: () => {
      setAsked(true);
      save.mutate({ on: base, values, check: text });
    },
    onTop: (theirs: OfferFile | null) => save.mutate({ on: { text: theirs?.text ?? '', hash: theirs?.hash ?? null }, values, check: null }),
    takeTheirs: (theirs: OfferFile) => {
      const now = read(theirs.text) ?? start;
      setBase({ text: theirs.text, hash: theirs.hash });
      setInitial(now);
      setValues(now);
      save.reset();
    },
  };
}

export type FileForm<V extends object> = ReturnType<typeof useFileForm<V>>;
