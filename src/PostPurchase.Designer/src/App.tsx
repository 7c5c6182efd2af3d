import { lazy, Suspense } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { NotFound } from './parts/NotFound';
import { Loading } from './parts/QueryState';
import { Safe } from './parts/Safe';
import { Shell } from './shell/Shell';

const Overview = lazy(() => import('./pages/overview/Overview'));
const JourneyList = lazy(() => import('./pages/journeys/JourneyList'));
const JourneyPage = lazy(() => import('./pages/journeys/JourneyPage'));
const DeliveryList = lazy(() => import('./pages/deliveries/DeliveryList'));
const DeliveryPage = lazy(() => import('./pages/deliveries/DeliveryPage'));
const TemplateList = lazy(() => import('./pages/templates/TemplateList'));
const TemplatePage = lazy(() => import('./pages/templates/TemplatePage'));
const BrandPage = lazy(() => import('./pages/templates/BrandPage'));
const OffersPage = lazy(() => import('./pages/offers/OffersPage'));
const OfferForm = lazy(() => import('./pages/offers/forms/OfferPage'));
const ProgramForm = lazy(() => import('./pages/offers/forms/ProgramPage'));
const PoolForm = lazy(() => import('./pages/offers/forms/PoolPage'));
const RuleForm = lazy(() => import('./pages/offers/forms/RulePage'));
const FeedForm = lazy(() => import('./pages/offers/forms/FeedPage'));
const CommissionPage = lazy(() => import('./pages/commission/CommissionPage'));
const CustomerList = lazy(() => import('./pages/customers/CustomerList'));
const CustomerPage = lazy(() => import('./pages/customers/CustomerPage'));
const Experiments = lazy(() => import('./pages/experiments/Experiments'));
const ExperimentPage = lazy(() => import('./pages/experiments/ExperimentPage'));
const Reports = lazy(() => import('./pages/reports/Reports'));
const Health = lazy(() => import('./pages/system/Health'));
const Settings = lazy(() => import('./pages/settings/Settings'));
const Setup = lazy(() => import('./access/Setup'));
const Welcome = lazy(() => import('./pages/welcome/Welcome'));
const GoLive = lazy(() => import('./pages/welcome/GoLive'));
const TestMail = lazy(() => import('./pages/welcome/TestMail'));
const Webhooks = lazy(() => import('./pages/system/Webhooks'));

export function App() {
  const { pathname } = useLocation();
  return (
    <Shell>
      <Safe key={pathname}>
        <Suspense fallback={<Loading />}>
          <Routes>
            <Route index element={<Overview />} />
            <Route path="journeys" element={<JourneyList />} />
            <Route path="journeys/:key" element={<JourneyPage />} />
            <Route path="deliveries" element={<DeliveryList />} />
            <Route path="deliveries/:id" element={<DeliveryPage />} />
            <Route path="templates" element={<TemplateList />} />
            <Route path="templates/:name" element={<TemplatePage />} />
            <Route path="brand" element={<BrandPage />} />
            <Route path="offers" element={<OffersPage />} />
            <Route path="offers/add" element={<OfferForm />} />
            <Route path="offers/item/:id" element={<OfferForm />} />
            <Route path="offers/add-program" element={<ProgramForm />} />
            <Route path="offers/program/:key" element={<ProgramForm />} />
            <Route path="offers/add-pool" element={<PoolForm key="new" />} />
            <Route path="offers/pool/:key" element={<PoolForm />} />
            <Route path="offers/add-rule" element={<RuleForm key="new" />} />
            <Route path="offers/rule/:key" element={<RuleForm />} />
            <Route path="offers/add-feed" element={<FeedForm key="new" />} />
            <Route path="offers/feed/:key" element={<FeedForm />} />
            <Route path="commission" element={<CommissionPage />} />
            <Route path="customers" element={<CustomerList />} />
            <Route path="customers/:id" element={<CustomerPage />} />
            <Route path="experiments" element={<Experiments />} />
            <Route path="experiments/:id" element={<ExperimentPage />} />
            <Route path="reports" element={<Reports />} />
            <Route path="health" element={<Health />} />
            <Route path="settings" element={<Settings />} />
            <Route path="setup" element={<Setup />} />
            <Route path="welcome" element={<Welcome />} />
            <Route path="go-live" element={<GoLive />} />
            <Route path="outbox/:name" element={<TestMail />} />
            <Route path="webhooks" element={<Webhooks />} />
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </Safe>
    </Shell>
  );
}
