import { type ComponentType, createElement, lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { api } from '../api/client';
import { Loading } from './QueryState';
import { Safe } from './Safe';

type Load<P> = () => Promise<{ default: ComponentType<P> }>;

type Options<P> = {
  /** Shown until it is there. */
  fallback?: ReactNode;
  /** What a failure stands in: a dialog for what is one. */
  frame?: (failed: ReactNode, props: P) => ReactNode;
};

let asking: Promise<unknown> | null = null;

/** Fails where it is not; who asks meanwhile gets the same answer. */
function isServerThere(): Promise<unknown> {
  asking ??= api.get('/me').finally(() => {
    asking = null;
  });
  return asking;
}

/** A part of a page that is fetched by itself. Where it cannot be, only the part says so, and tries again: what was typed around it stays. */
export function part<P extends object>(load: Load<P>, { fallback = <Loading />, frame }: Options<P> = {}) {
  let fetching: ReturnType<Load<P>> | null = null;
  // A browser may take a file that it could not fetch for missing as long as the page is open: a server that is away is asked for none.
  const fetchOnce = () => {
    fetching ??= isServerThere()
      .then(load)
      .catch((error: unknown) => {
        fetching = null;
        latest = lazy(fetchOnce);
        throw error;
      });
    return fetching;
  };
  let latest = lazy(fetchOnce);
  function Part(props: P) {
    const [Fetched, setFetched] = useState(() => latest);
    return (
      <Safe retry={() => setFetched(() => latest)} frame={frame && ((failed) => frame(failed, props))}>
        <Suspense fallback={fallback}>{createElement(Fetched as ComponentType<P>, props)}</Suspense>
      </Safe>
    );
  }
  // Who opens the part is told what is wrong; fetching it ahead tells nobody.
  const ahead = () => void fetchOnce().catch(() => undefined);
  return Object.assign(Part, { ahead });
}

/** Fetches parts while nothing else is to do, so that they open without a server too. The list must be the same at each call. */
export function useFetchedAhead(parts: { ahead: () => void }[]) {
  useEffect(() => {
    const fetchAll = () => {
      for (const { ahead } of parts) ahead();
    };
    // Safari has no word for being idle.
    if (!('requestIdleCallback' in window)) {
      const timer = globalThis.setTimeout(fetchAll, 1_000);
      return () => globalThis.clearTimeout(timer);
    }
    const idle = window.requestIdleCallback(fetchAll);
    return () => window.cancelIdleCallback(idle);
  }, [parts]);
}
