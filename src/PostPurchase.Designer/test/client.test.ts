import { afterEach, expect, test, vi } from 'vitest';
import { api } from '../src/api/client';

const answers: ((body: unknown) => void)[] = [];

function serve() {
  const fetch = vi.fn(() => new Promise<Response>((answer) => answers.push((body) => answer(new Response(JSON.stringify(body))))));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

afterEach(() => {
  answers.length = 0;
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
