import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { ApiError, api } from '../src/api/client';
import { QueryState } from '../src/parts/QueryState';
import { CutBanner } from '../src/shell/CutBanner';
import { Shell } from '../src/shell/Shell';
import { t } from '../src/strings';
import { Harness } from './harness';

let page: Harness;

afterEach(() => {
  vi.useRealTimers();
  page.close();
});

const nobody = { signed_in: false, needs_setup: false, name: null, role: null, scopes: [], csrf: null };
const refused = { status: 401, body: { error: 'no', path: null } };
const signedOut = () => new Harness((_, url) => (url === '/me' ? { status: 200, body: nobody } : refused));
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

test('Who fills in the form to sign in keeps it while what was refused is asked for again', async () => {
  page = signedOut();
  await page.show(<Rows />, t.access.signInText);
  page.type(t.access.signInName, 'Jo');
  const field = page.field(t.access.signInName);
  const answer = hold();
  page.button('ask again').click();
  await page.until(() => page.says('asking'), 'the second question');
  expect(page.field(t.access.signInName)).toBe(field);
  answer();
  await page.until(() => !page.says('asking'), 'the second refusal');
  expect([page.field(t.access.signInName) === field, field.value, asked('/rows')]).toEqual([true, 'Jo', 2]);
});

test('Who is signed out is not asked for again every few seconds', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  page = signedOut();
  await page.show(
    <Shell>
      <Rows />
    </Shell>,
    t.access.signInText,
  );
  await page.until(() => asked('/overview') === 1, 'the question');
  await vi.advanceTimersByTimeAsync(30_000);
  expect([asked('/overview'), asked('/rows')]).toEqual([1, 1]);
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
