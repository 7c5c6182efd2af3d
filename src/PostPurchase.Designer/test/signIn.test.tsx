import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { type Me, useMe, useSignOut } from '../src/access/session';
import { ApiError, accessKey, api } from '../src/api/client';
import { useJourneys } from '../src/api/queries';
import { QueryState } from '../src/parts/QueryState';
import { CutBanner } from '../src/shell/CutBanner';
import { Shell } from '../src/shell/Shell';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

let page: Harness;

afterEach(() => {
  vi.useRealTimers();
  accessKey.clear();
  page.close();
});

const nobody: Me = { signed_in: false, needs_setup: false, name: null, role: null, scopes: [], csrf: null };
const refused = { status: 401, body: { error: 'no', path: null } };
const jo: Me = { ...nobody, signed_in: true, name: 'jo', role: 'admin', scopes: ['read', 'write', 'admin'] };
/** Whoever is not signed in is refused everything but the word who they are; `me` may change meanwhile. */
const served = (me: () => Me) =>
  new Harness((method, url, body) =>
    url.endsWith('/me') ? { status: 200, body: me() } : me().signed_in && !url.endsWith('/rows') ? answer(method, url, body) : refused,
  );
const signedOut = () => served(() => nobody);
const asked = (path: string) => page.calls.filter(({ url }) => url === path).length;

/** The server answers only when it is let to. */
function hold() {
  const answers = globalThis.fetch;
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) => {
    await gate;
    return answers(...asked);
  });
  return release;
}

function Rows() {
  const rows = useQuery({ queryKey: ['rows'], queryFn: () => api.get<string>('/rows') });
  return (
    <>
      <button type="button" onClick={() => void rows.refetch()}>
        ask again
      </button>
      {rows.isFetching && 'asking'}
      <QueryState query={rows}>{(data) => data}</QueryState>
    </>
  );
}

/** A page in its frame, with what the menu of the account does. */
function SignOut() {
  return (
    <Shell>
      <OwnPage />
    </Shell>
  );
}

function OwnPage() {
  const me = useMe();
  const signOut = useSignOut();
  useJourneys();
  return (
    <>
      {me.data?.signed_in ? 'signed in' : 'signed out'}
      <input aria-label="typed" />
      <button type="button" onClick={() => signOut.mutate()}>
        sign out
      </button>
      <button type="button" onClick={() => void me.refetch()}>
        who
      </button>
    </>
  );
}

test('Who fills in the form to sign in keeps it while what was refused is asked for again', async () => {
  page = signedOut();
  await page.show(<Rows />, t.access.signInText);
  page.type(t.access.signInName, 'Jo');
  const field = page.field(t.access.signInName);
  const release = hold();
  page.button('ask again').click();
  await page.until(() => page.says('asking'), 'the second question');
  expect(page.field(t.access.signInName)).toBe(field);
  release();
  await page.until(() => !page.says('asking'), 'the second refusal');
  expect([page.field(t.access.signInName) === field, field.value, asked('/rows')]).toEqual([true, 'Jo', 2]);
});

const inShell = (
  <Shell>
    <Rows />
  </Shell>
);

test('Who is signed out is asked to sign in, and nothing is asked for that they may not have', async () => {
  page = signedOut();
  await page.show(inShell, t.access.signInText);
  expect(page.calls.map(({ url }) => url)).toEqual(['/me']);
});

test('What was refused is not asked for again every few seconds', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  page = new Harness((_, url) => (url.endsWith('/me') ? { status: 200, body: jo } : refused));
  await page.show(inShell, t.access.signInText);
  await page.until(() => asked('/overview') === 1, 'the question');
  await vi.advanceTimersByTimeAsync(30_000);
  expect([asked('/overview'), asked('/rows')]).toEqual([1, 1]);
});

test('Who signs out is asked to sign in, and nothing more is asked for', async () => {
  let me = jo;
  page = served(() => me);
  await page.show(<SignOut />, 'signed in');
  await page.until(() => asked('/journeys') === 1, 'the question of the page');
  const before = page.calls.length;
  me = nobody;
  page.button('sign out').click();
  await page.until(() => page.says(t.access.signInText), 'the form to sign in');
  expect(page.calls.slice(before).map(({ url }) => url)).toEqual(['/logout', '/me']);
});

test('Whose login ends keeps the page and what they typed there', async () => {
  let me = jo;
  page = served(() => me);
  await page.show(<SignOut />, 'signed in');
  await page.until(() => page.says('Northwind Outdoor'), 'the shop');
  page.type('typed', 'half a sentence');
  me = nobody;
  page.button('who').click();
  await page.until(() => page.says('signed out'), 'the word that nobody is signed in');
  expect([page.field('typed').value, page.says(t.access.signInText)]).toEqual(['half a sentence', false]);
});

test('A key that is not known is told so, and what may not be had is not asked for', async () => {
  page = signedOut();
  await page.show(inShell, t.access.signInText);
  page.button(t.access.useKey).click();
  await page.until(() => page.says(t.key.use), 'the form for a key');
  page.type(t.key.label, 'a wrong key');
  await page.until(() => !page.button(t.key.use).disabled, 'the button');
  page.button(t.key.use).click();
  await page.until(() => page.says(t.key.refused), 'the refusal');
  expect(page.calls.map(({ url }) => url)).toEqual(['/me', '/me']);
});

test('A key of this tab that the server does not know is forgotten, and whoever signs in is told that it was refused', async () => {
  accessKey.set('an old key');
  const sent: (string | undefined)[] = [];
  page = signedOut();
  const answers = globalThis.fetch;
  vi.stubGlobal('fetch', async (url: string, init: { headers: Record<string, string> }) => {
    if (url.endsWith('/me')) sent.push(init.headers.authorization);
    return init.headers.authorization ? new Response(JSON.stringify(refused.body), { status: 401 }) : answers(url, init as RequestInit);
  });
  await page.show(inShell, t.key.refused);
  expect([accessKey.get(), sent]).toEqual([null, ['Bearer an old key', undefined]]);
});

const answered = { data: {}, error: null, fetchStatus: 'idle', dataUpdatedAt: 1, errorUpdatedAt: 0 } as const;
const failed = { ...answered, data: undefined, error: new ApiError(500, 'the disk is full', null, null), errorUpdatedAt: 2 };
const pending = { ...answered, data: undefined, fetchStatus: 'fetching' } as const;

function FromTheStart() {
  const [state, setState] = useState<typeof answered | typeof failed | typeof pending>(failed);
  const rows = useQuery({ queryKey: ['rows'], queryFn: () => api.get<string>('/rows') });
  return (
    <>
      <CutBanner asked={state} />
      {rows.error && 'no rows'}
      <button type="button" onClick={() => setState(pending)}>
        ask
      </button>
      <button type="button" onClick={() => setState(answered)}>
        answer
      </button>
      {rows.data}
    </>
  );
}

test('A server that is asked again has not answered yet: what failed is asked for again only then', async () => {
  let isDown = true;
  page = new Harness(() => (isDown ? { status: 500, body: { error: 'down', path: null } } : { status: 200, body: 'all rows' }));
  await page.show(<FromTheStart />, 'no rows');
  page.button('ask').click();
  await page.until(() => page.says('no rows'), 'the failure as it was');
  expect(asked('/rows')).toBe(1);
  isDown = false;
  page.button('answer').click();
  await page.until(() => page.says('all rows'), 'what had failed');
});
