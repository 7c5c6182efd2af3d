import { t } from '../strings';

/** An answer of the server that is not 2xx, with its own words for people. */
export class ApiError extends Error {
  readonly status: number;
  readonly path: string | null;
  readonly body: unknown;

  constructor(status: number, message: string, path: string | null, body: unknown) {
    super(message);
    this.status = status;
    this.path = path;
    this.body = body;
  }
}

/** Whether nobody answered, or only a proxy before a server that is away: what a server that begins anew looks like. */
export const isAway = (error: Error | null) =>
  error instanceof TypeError || (error instanceof ApiError && [502, 503, 504].includes(error.status));

/** Whether the caller may not have it, signed in or not: who asks again is told so again. */
export const isRefused = (error: Error | null): error is ApiError =>
  error instanceof ApiError && (error.status === 401 || error.status === 403);

const keyName = 'postpurchase.key';

/** The API key of this tab; a `demo` server on loopback needs none. */
export const accessKey = {
  get: () => sessionStorage.getItem(keyName),
  set: (key: string) => {
    isKeyRefused = false;
    sessionStorage.setItem(keyName, key);
  },
  clear: () => {
    isKeyRefused = false;
    sessionStorage.removeItem(keyName);
  },
  /** Forgets it, since the server does not know it. */
  refuse: () => {
    isKeyRefused = true;
    sessionStorage.removeItem(keyName);
  },
  /** Whether the last one was refused. */
  wasRefused: () => isKeyRefused,
};

let isKeyRefused = false;

let csrfToken: string | null = null;

/** What a page sends with each change where a cookie says who calls; the server gives it with `/me`. */
export const csrf = {
  set: (token: string | null) => {
    csrfToken = token;
  },
};

/** What the caller saw; null where it saw nothing, and nothing must be there. */
type Revision = number | string | null;

type Query = Record<string, string | number | null | undefined>;

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => call<T>('GET', path + search(query), undefined, signal),
  post: <T>(path: string, body?: unknown, signal?: AbortSignal) =>
    signal ? call<T>('POST', path, body ?? {}, signal) : once<T>('POST', path, body ?? {}),
  /** `revision` is what the caller saw: the server refuses where somebody was faster. */
  put: <T>(path: string, body: unknown, revision?: Revision) => once<T>('PUT', path, body, revision),
  delete: <T>(path: string, revision?: Revision) => once<T>('DELETE', path, undefined, revision),
  /** A file as the body of the request. */
  upload: async <T>(path: string, file: Blob) => (await (await send('POST', path, file)).json()) as T,
  text: async (path: string) => (await send('GET', path)).text(),
};

const underWay = new Map<string, Promise<unknown>>();

// A double click asks twice for the same change: both clicks get the one answer, so a key that is shown once is seen.
function once<T>(method: string, path: string, body: unknown, revision?: Revision): Promise<T> {
  const change = JSON.stringify([method, path, body, revision]);
  const running = underWay.get(change);
  if (running) return running as Promise<T>;
  const answer = call<T>(method, path, body, undefined, revision).finally(() => underWay.delete(change));
  underWay.set(change, answer);
  return answer;
}

async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal, revision?: Revision): Promise<T> {
  const response = await send(method, path, body, signal, revision);
  const text = await response.text();
  return (text ? JSON.parse(text) : null) as T;
}

async function send(method: string, path: string, body?: unknown, signal?: AbortSignal, revision?: Revision): Promise<Response> {
  let response = await ask(method, path, body, signal, revision);
  if (response.status === 403 && method !== 'GET' && (await hasNewToken())) response = await ask(method, path, body, signal, revision);
  if (!response.ok) throw await failure(response, path);
  return response;
}

// Who signs in again, in another tab too, has another token from then on: the one of this page is refused.
async function hasNewToken(): Promise<boolean> {
  if (accessKey.get()) return false;
  const response = await ask('GET', '/me');
  const token = response.ok ? ((await response.json()) as { csrf: string | null }).csrf : null;
  if (token === null || token === csrfToken) return false;
  csrf.set(token);
  return true;
}

function ask(method: string, path: string, body?: unknown, signal?: AbortSignal, revision?: Revision): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = body instanceof Blob ? body.type : 'application/json';
  if (revision === null) headers['if-none-match'] = '*';
  else if (revision !== undefined) headers['if-match'] = `"${revision}"`;
  const key = accessKey.get();
  if (key) headers.authorization = `Bearer ${key}`;
  if (csrfToken && method !== 'GET') headers['x-csrf-token'] = csrfToken;
  return fetch(`/api/v1${path}`, {
    method,
    headers,
    body: body === undefined ? null : body instanceof Blob ? body : JSON.stringify(body),
    signal: signal ?? null,
  });
}

async function failure(response: Response, path: string): Promise<ApiError> {
  const text = await response.text();
  const body = parsed(text);
  // An address that the server knows says why; one that it does not know says nothing.
  const silent = response.status === 404 || response.status === 405 ? t.state.notOffered : response.statusText || `HTTP ${response.status}`;
  // The server's own words are for programs: who sits at a page signs in.
  const isSignedOut = response.status === 401 && path !== '/login' && !accessKey.get();
  const message = isSignedOut ? t.state.signedOut : typeof body?.error === 'string' ? body.error : silent;
  return new ApiError(response.status, message, typeof body?.path === 'string' ? body.path : null, body);
}

// A proxy in front of the server answers in HTML: then the status speaks.
function parsed(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function search(query?: Query): string {
  const entries = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))}`;
}
