import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot, type Root } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { App } from '../src/App';
import { t } from '../src/strings';
import { theme } from '../src/theme';
import { answer } from './fake';

let root: Root;
let sent: string[] = [];
let host: HTMLElement;

beforeEach(() => {
  sent = [];
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  vi.stubGlobal('fetch', async (url: string, { method, body }: { method: string; body: string | null }) => {
    sent.push(`${method} ${url} ${body}`);
    const { status, body: found } = answer(method, url, body ? JSON.parse(body) : null);
    return new Response(JSON.stringify(found), { status });
  });
  // What happy-dom does not have.
  Object.assign(document, { fonts: new EventTarget() });
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});

afterEach(() => {
  root.unmount();
  host.remove();
  vi.unstubAllGlobals();
});

async function open(path: string, shows: string) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  root.render(
    <MantineProvider theme={theme}>
      <QueryClientProvider client={queries}>
        <MemoryRouter initialEntries={[path]}>
          <App />
        </MemoryRouter>
      </QueryClientProvider>
    </MantineProvider>,
  );
  await until(() => document.body.textContent?.includes(shows) ?? false, shows);
}

async function until(holds: () => boolean, what: string) {
  await vi.waitFor(() => expect(holds(), what).toBe(true), { timeout: 10_000, interval: 20 });
}

const pages: [string, string][] = [
  ['/', t.overview.inside],
  ['/journeys', 'Win back the silent'],
  ['/journeys/new-buyer', 'customer.purchase_count'],
  ['/templates', 'Order confirmation'],
  ['/templates/getting-the-most', t.templateEditor.tabs.blocks],
  ['/deliveries', 'omar@example.com'],
  ['/deliveries/d1', t.deliveries.story],
  ['/customers', 'Li Wei'],
  ['/customers/c1', t.customers.next],
  ['/offers', 'the program has not approved mail'],
  ['/offers?tab=programs', 'best price'],
  ['/offers?tab=coupons', t.offers.coupons.add],
  ['/offers?tab=compliance', t.offers.compliance.clean],
  ['/commission', '7001'],
  ['/commission?tab=unmatched', t.commission.unmatched.intro.slice(0, 40)],
  ['/commission?tab=held', 'Its commission of 4200.00 USD is over the cap of 1000'],
  ['/commission?tab=earnings', 'Your own shop’s orders go to the last click within 5 days'],
  ['/commission?tab=networks', t.commission.networks.balance],
  ['/commission?conversion=k1', 'You say that it goes with backpacks; would earn 6.32 USD'],
  ['/deliveries/d1', t.commission.picks.left(2)],
  ['/offers?program=peak', 'link is gone'],
  ['/health', t.health.fine],
  ['/webhooks', 'signature does not match'],
  ['/settings', t.access.me.browsers],
  ['/settings?tab=accounts', t.access.accounts.add],
  ['/settings?tab=keys', t.access.keys.add],
  ['/settings?tab=audit', 'shop'],
  ['/nowhere', t.state.missing],
];

test.each(pages)(
  '%s shows what it is for, and the mail mode',
  async (path, shows) => {
    await open(path, shows);
    await until(() => document.body.textContent?.includes(t.mode.captured) ?? false, 'the banner');
  },
  30_000,
);

test('A journey that does not exist says so', async () => {
  await open('/journeys/nothing', 'no journey nothing');
}, 30_000);

test('A mail is shown in a frame that may run and send nothing', async () => {
  await open('/deliveries/d1', t.deliveries.story);
  const frame = document.querySelector('iframe');
  expect(frame?.getAttribute('sandbox')).toBe('');
  expect(frame?.getAttribute('srcdoc')).toContain("default-src 'none'");
}, 30_000);

test('An unmatched conversion is given to a mail only after a question', async () => {
  await open('/commission?tab=unmatched&conversion=k2', t.commission.match.title);
  press(t.commission.match.choose);
  await until(() => document.body.textContent?.includes(t.commission.match.question) ?? false, 'the question');
  expect(sent.some((call) => call.includes('/match'))).toBe(false);
  press(t.commission.match.choose, -1);
  await until(() => sent.includes('POST /api/v1/conversions/k2/match {"delivery":"d1","slot":2}'), 'the match');
}, 30_000);

test('Without any commission the page says how to connect a network', async () => {
  await open('/commission?network=nobody', t.commission.noneSuch);
  press(t.commission.connect.open);
  await until(() => document.body.textContent?.includes('/postbacks/impact/') ?? false, 'the address of a postback');
}, 30_000);

function press(label: string, which = 0) {
  [...document.querySelectorAll('button')]
    .filter((button) => button.textContent === label)
    .at(which)
    ?.click();
}
