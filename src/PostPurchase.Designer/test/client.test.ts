import { afterEach, expect, test, vi } from 'vitest';
import { api, csrf } from '../src/api/client';

const answers: ((body: unknown) => void)[] = [];

function serve() {
  const fetch = vi.fn(() => new Promise<Response>((answer) => answers.push((body) => answer(new Response(JSON.stringify(body))))));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

afterEach(() => {
  answers.length = 0;
  csrf.set(null);
  vi.unstubAllGlobals();
});

test('a double click asks once, and both clicks get the key that is shown once', async () => {
  const fetch = serve();
  const clicks = [api.post('/keys', { name: 'till' }), api.post('/keys', { name: 'till' })];
  expect(fetch).toHaveBeenCalledTimes(1);
  answers[0]?.({ secret: 'pp_1' });
  expect(await Promise.all(clicks)).toEqual([{ secret: 'pp_1' }, { secret: 'pp_1' }]);
});

test('the same change is asked for again when the first has its answer, and another one at once', async () => {
  const fetch = serve();
  const first = api.post('/keys', { name: 'till' });
  void api.post('/keys', { name: 'shop' });
  expect(fetch).toHaveBeenCalledTimes(2);
  answers[0]?.({});
  await first;
  void api.post('/keys', { name: 'till' });
  expect(fetch).toHaveBeenCalledTimes(3);
});

test('what a caller may take back is asked for by itself', () => {
  const fetch = serve();
  void api.post('/validate', { yaml: '' }, new AbortController().signal);
  void api.post('/validate', { yaml: '' }, new AbortController().signal);
  expect(fetch).toHaveBeenCalledTimes(2);
});

/** A server that takes changes with this token only, and tells it at `/me`. */
function serveWithToken(token: string) {
  const sent: string[] = [];
  vi.stubGlobal('fetch', async (url: string, { method, headers }: { method: string; headers: Record<string, string> }) => {
    sent.push(`${method} ${url.replace('/api/v1', '')} ${headers['x-csrf-token'] ?? '-'}`);
    if (method === 'GET') return new Response(JSON.stringify({ csrf: token }));
    return headers['x-csrf-token'] === token
      ? new Response(JSON.stringify({ revision: 3 }))
      : new Response(JSON.stringify({ error: 'expected the header X-Csrf-Token' }), { status: 403 });
  });
  return sent;
}

test('a change goes through after its author has signed in again in another tab', async () => {
  csrf.set('old');
  const sent = serveWithToken('new');
  expect(await api.put('/journeys/hello/draft', { yaml: '' }, 2)).toEqual({ revision: 3 });
  expect(sent).toEqual(['PUT /journeys/hello/draft old', 'GET /me -', 'PUT /journeys/hello/draft new']);
});

test('a change that is refused for another reason is asked for once', async () => {
  csrf.set('same');
  const sent: string[] = [];
  vi.stubGlobal('fetch', async (url: string, { method }: { method: string }) => {
    sent.push(method);
    return url.endsWith('/me')
      ? new Response(JSON.stringify({ csrf: 'same' }))
      : new Response(JSON.stringify({ error: 'this key has the scope read; this takes write' }), { status: 403 });
  });
  await expect(api.post('/journeys', {})).rejects.toThrow('this key has the scope read; this takes write');
  expect(sent).toEqual(['POST', 'GET']);
});
