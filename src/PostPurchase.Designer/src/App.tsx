import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { NotFound } from './parts/NotFound';
import { Loading } from './parts/QueryState';
import { Shell } from './shell/Shell';

const Overview = lazy(() => import('./pages/overview/Overview'));
const JourneyList = lazy(() => import('./pages/journeys/JourneyList'));
const DeliveryList = lazy(() => import('./pages/deliveries/DeliveryList'));
const DeliveryPage = lazy(() => import('./pages/deliveries/DeliveryPage'));

export function App() {
  return (
    <Shell>
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route index element={<Overview />} />
          <Route path="journeys" element={<JourneyList />} />
          <Route path="deliveries" element={<DeliveryList />} />
          <Route path="deliveries/:id" element={<DeliveryPage />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </Shell>
  );
}
