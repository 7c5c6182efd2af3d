import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot, type Root } from 'react-dom/client';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { App } from '../src/App';
import { t } from '../src/strings';
import { theme } from '../src/theme';
import { answer } from './fake';
import { overview } from './samples';

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
        <RouterProvider router={createMemoryRouter([{ path: '*', element: <App /> }], { initialEntries: [path] })} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await until(() => document.body.textContent?.includes(shows) ?? false, shows);
}

function give(input: HTMLInputElement, text: string) {
  Object.defineProperty(input, 'files', { value: [new File([text], 'feed.csv')] });
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

async function until(holds: () => boolean, what: string) {
  await vi.waitFor(() => expect(holds(), what).toBe(true), { timeout: 25_000, interval: 20 });
}

const pages: [string, string][] = [
  ['/', t.overview.inside],
  ['/', t.overview.ofKnownMails('$8.00 + €3.00')],
  ['/journeys', 'Win back the silent'],
  ['/journeys/new-buyer', 'purchase count is 1'],
  ['/templates', 'Order confirmation'],
  ['/templates/getting-the-most', t.templateEditor.tabs.blocks],
  ['/brand', t.brand.readable(8.5)],
  ['/deliveries', 'omar@example.com'],
  ['/deliveries/d1', t.deliveries.story],
  ['/customers', 'Li Wei'],
  ['/customers/c1', t.customers.next],
  ['/offers', 'the program has not approved mail'],
  ['/offers', t.offers.ofStore('Laterne')],
  ['/offers', 'https://partner.example/all'],
  ['/offers?tab=feeds', 'it has no name'],
  ['/offers?tab=feeds', 'is the key in its address right? It is tried again'],
  ['/offers?tab=feeds', 'It is fetched for the first time'],
  ['/offers?tab=programs', 'best price'],
  ['/offers?tab=coupons', t.offers.coupons.add],
  ['/offers?tab=compliance', 'The sale ends at midnight'],
  ['/commission', '7001'],
  ['/commission?booked=pending', '€3.00= $3.26pending €3.00 · approved €5.00'],
  ['/commission?booked=pending', t.commission.only(t.commission.booked('pending'))],
  ['/commission?tab=unmatched', t.commission.unmatched.intro.slice(0, 40)],
  ['/commission?tab=unmatched', "'QUESTIONED' is no status that is known here, so 2.00 EUR of commission is in no sum."],
  ['/commission?tab=held', 'Its commission of 4200.00 USD is over the cap of 1000'],
  ['/commission?tab=earnings', 'Your own shop’s orders go to the last click within 5 days'],
  ['/commission?tab=networks', t.commission.networks.balance],
  ['/commission?conversion=k1', 'You say that it goes with backpacks; would earn 6.32 USD'],
  ['/deliveries/d1', t.commission.picks.left(2)],
  ['/offers?program=peak', 'link is gone'],
  ['/health', t.health.fine],
  ['/webhooks', 'signature does not match'],
  ['/webhooks?tab=secrets', t.webhooks.secrets.unused],
  ['/webhooks?tab=secrets', t.webhooks.secrets.outside('in appsettings.json')],
  ['/webhooks?source=shop', t.webhooks.onlyClear('shop')],
  ['/deliveries/d6', t.deliveries.madeAgain.other_template as string],
  ['/deliveries?from=2026-01-01&to=2026-01-28&store=eu', t.deliveries.clearReport('2026-01-01', '2026-01-28', 'eu')],
  ['/settings', t.access.me.browsers],
  ['/settings?tab=accounts', t.access.accounts.add],
  ['/settings?tab=keys', t.access.keys.add],
  ['/settings?tab=audit', 'shop'],
  ['/nowhere', t.state.missing],
];

test.each(pages)('%s shows what it is for, and the mail mode', async (path, shows) => {
  await open(path, shows);
  await until(() => document.body.textContent?.includes(t.mode.captured) ?? false, 'the banner');
});

test('The number of failed mails leads to a list of all that it counts', async () => {
  await open('/', t.overview.failed);
  const { failed } = overview.counts;
  const figure = document.querySelector(`a[aria-label="${t.overview.failed}: ${failed}"]`);
  expect(figure?.getAttribute('href')).toBe('/deliveries?state=rejected,parked');
});

test('A journey that does not exist says so', async () => {
  await open('/journeys/nothing', 'No journey nothing');
});

test('A mail is shown in a frame that may run and send nothing', async () => {
  await open('/deliveries/d1', t.deliveries.story);
  const frame = document.querySelector('iframe');
  expect(frame?.getAttribute('sandbox')).toBe('');
  expect(frame?.getAttribute('srcdoc')).toContain("default-src 'none'");
});

test('Older webhooks are shown when asked for, ignored ones not in green and erased ones without a body', async () => {
  await open('/webhooks', 'signature does not match');
  press(t.state.more);
  await until(() => document.body.textContent?.includes('older-shop') ?? false, 'the older page');
  const row = [...document.querySelectorAll('tr')].find((one) => one.textContent?.includes('older-shop'));
  expect(row?.querySelector('.tag')?.getAttribute('data-tone')).toBe('quiet');
  expect(row?.querySelector('button')).toBeNull();
  expect(row?.textContent).toContain(t.webhooks.erased);
});

test('The old secret is retired only after a question', async () => {
  await open('/webhooks?tab=secrets', t.webhooks.secrets.previous);
  press(t.webhooks.secrets.retire);
  await until(() => document.body.textContent?.includes(t.webhooks.secrets.retireSure('shop')) ?? false, 'the question');
  expect(sent.some((line) => line.startsWith('DELETE'))).toBe(false);
});

test('An unmatched conversion is given to a mail only after a question', async () => {
  await open('/commission?tab=unmatched&conversion=k2', t.commission.match.title);
  press(t.commission.match.choose);
  await until(() => document.body.textContent?.includes(t.commission.match.question) ?? false, 'the question');
  expect(sent.some((call) => call.includes('/match'))).toBe(false);
  press(t.commission.match.choose, -1);
  await until(() => sent.includes('POST /api/v1/conversions/k2/match {"delivery":"d1","slot":2}'), 'the match');
});

test('A match by hand is taken back after a question', async () => {
  await open('/commission?conversion=k4', t.commission.match.byHand);
  press(t.commission.match.undo);
  await until(() => document.body.textContent?.includes(t.commission.match.undoSure) ?? false, 'the question');
  press(t.commission.match.undo, -1);
  await until(() => sent.some((call) => call.startsWith('POST /api/v1/conversions/k4/unmatch')), 'the taking back');
});

test('A feed is imported into the catalogue of the store that is chosen', async () => {
  await open('/offers', 'Carbon poles');
  press(t.offers.importing.open);
  await until(() => document.querySelector('input[type=file]') !== null, 'the dialog');
  give(document.querySelector('input[type=file]') as HTMLInputElement, 'id,title,link');
  const store = [...document.querySelectorAll<HTMLInputElement>('input')].find((field) => field.value === 'Lantern');
  store?.click();
  await until(() => [...document.querySelectorAll('[role=option]')].some((option) => option.textContent === 'Laterne'), 'the stores');
  [...document.querySelectorAll<HTMLElement>('[role=option]')].find((option) => option.textContent === 'Laterne')?.click();
  await until(() => !buttons(t.offers.importing.go)[0]?.disabled, 'the button');
  press(t.offers.importing.go);
  await until(() => sent.includes('POST /api/v1/offers/import {"program":"own","store":"de","text":"id,title,link"}'), 'the import');
  await until(() => buttons(t.offers.importing.done).length === 1, 'that it is done');
  expect(buttons(t.offers.importing.go)).toEqual([]);
  press(t.offers.importing.another);
  await until(() => buttons(t.offers.importing.go)[0]?.disabled ?? false, 'room for another');
  expect(document.body.textContent).toContain(t.offers.importing.example);
  expect(t.offers.importing.columns).toMatch(/id, name and url/);
});

test('A finding of law is answered for with a reason', async () => {
  await open('/offers?tab=compliance', 'deadline without an end');
  press(t.offers.compliance.override);
  await until(() => document.querySelector('textarea') !== null, 'the dialog');
  const area = document.querySelector('textarea') as HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(area, 'It ends at midnight');
  area.dispatchEvent(new Event('input', { bubbles: true }));
  await until(() => !buttons(t.offers.compliance.go)[0]?.disabled, 'the button');
  press(t.offers.compliance.go);
  await until(
    () => sent.includes('POST /api/v1/compliance/overrides {"finding":"f1","reason":"It ends at midnight","journey":"new-buyer"}'),
    'the answer',
  );
});

test('Without any commission the page says how to connect a network', async () => {
  await open('/commission?network=nobody', t.commission.noneSuch);
  press(t.commission.connect.open);
  await until(() => document.body.textContent?.includes('/postbacks/impact/') ?? false, 'the address of a postback');
});

const buttons = (label: string) => [...document.querySelectorAll('button')].filter((button) => button.textContent === label);

const press = (label: string, which = 0) => buttons(label).at(which)?.click();

test('earnings are those of the store that was chosen, and of the default one until then', async () => {
  await open('/commission?tab=earnings', 'last click within 5 days');
  expect(sent.some((one) => one.includes('/earnings?') && one.includes('store=default'))).toBe(true);
  root.unmount();
  root = createRoot(host);

  await open('/commission?tab=earnings&store=second', 'last click within 5 days');
  expect(sent.some((one) => one.includes('/earnings?') && one.includes('store=second'))).toBe(true);
});
