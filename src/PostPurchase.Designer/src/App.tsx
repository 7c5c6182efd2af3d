import { useEffect, useState } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { NotFound } from './parts/NotFound';
import { Loading } from './parts/QueryState';
import { Safe } from './parts/Safe';
import { type FetchedPage, pages } from './routes';
import { Shell } from './shell/Shell';

export function App() {
  const { pathname } = useLocation();
  return (
    <Shell>
      <Safe key={pathname}>
        <Routes>
          {pages.map((page) => (
            <Route key={page.path} path={page.path} element={<Fetched page={page} />} />
          ))}
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Safe>
    </Shell>
  );
}

/** A page once it is fetched. Not by Suspense, which holds back for 0.3 s what comes soon after its fallback. */
function Fetched({ page }: { page: FetchedPage }) {
  const [Page, setPage] = useState(page.loaded);
  const [failure, setFailure] = useState<{ error: unknown } | null>(null);
  useEffect(() => {
    let isLeft = false;
    page.load().then(
      (found) => isLeft || setPage(() => found.default),
      (error: unknown) => isLeft || setFailure({ error }),
    );
    return () => {
      isLeft = true;
    };
  }, [page]);
  if (failure) throw failure.error;
  return Page ? <Page /> : <Loading />;
}
