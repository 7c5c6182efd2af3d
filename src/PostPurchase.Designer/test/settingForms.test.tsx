import { afterEach, beforeEach, expect, test } from 'vitest';
import { ApiError } from '../src/api/client';
import { MailServer } from '../src/pages/settings/MailServer';
import { guessOf } from '../src/pages/welcome/browser';
import { Home, useHome } from '../src/pages/welcome/Home';
import { SettingErrors } from '../src/parts/SettingErrors';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

const server = {
  host: 'smtp.lantern.example',
  port: 587,
  security: 'starttls',
  user: null,
  has_password: false,
  is_waiting: false,
  restarts: true,
  mode: 'captured',
  is_demo: false,
  outside: {},
};
const store = {
  from_name: null,
  from_address: 'hello@lantern.example',
  reply_to: null,
  url: null,
  base_url: 'http://127.0.0.1:5080',
  time_zone: 'UTC',
  currency: 'USD',
  locale: 'en-US',
  sends_receipt: false,
  locked: [],
  set: ['currency'],
  outside: {},
};
const refusal = (...settings: [string, string][]) => ({
  status: 422,
  body: { error: settings[0]?.[1], path: null, settings: settings.map(([setting, text]) => ({ setting, text })) },
});

let page: Harness;

beforeEach(() => {
  page = new Harness((method, url, body) => {
    if (url.endsWith('/mail-server'))
      return method === 'PUT'
        ? refusal(['Smtp:Port', 'expected a whole number'], ['Smtp:User', 'expected a password beside it'])
        : { status: 200, body: server };
    if (url.endsWith('/store-settings'))
      return method === 'GET' ? { status: 200, body: store } : refusal(['Store:BaseUrl', 'expected an address that starts with https://']);
    if (url.endsWith('/welcome')) return { status: 200, body: { orders: 0 } };
    return answer(method, url, body);
  });
});
afterEach(() => page.close());

const errorOf = (label: string) => page.field(label).closest('.mantine-InputWrapper-root')?.textContent ?? '';

test('All that is wrong with the mail server and the sender is told at once, each beside its field', async () => {
  await page.show(<MailServer />, t.mailServer.server);
  page.type(t.mailServer.port, '99999');
  page.type(t.mailServer.baseUrl, 'mail.lantern.example');
  await page.until(() => !page.button(t.mailServer.save).disabled, 'the button');
  page.button(t.mailServer.save).click();
  await page.until(() => page.says('Expected a whole number'), 'what is wrong');
  expect(errorOf(t.mailServer.port)).toContain('Expected a whole number');
  expect(errorOf(t.mailServer.user)).toContain('Expected a password beside it');
  expect(errorOf(t.mailServer.baseUrl)).toContain('Expected an address that starts with https://');
});

test('While nobody set how customers reach the server its field is empty and says where links lead', async () => {
  await page.show(<MailServer />, t.mailServer.baseUrlUnset('http://127.0.0.1:5080'));
  expect(page.field(t.mailServer.baseUrl).value).toBe('');
  expect(page.field(t.mailServer.baseUrl).getAttribute('placeholder')).toBe('http://127.0.0.1:5080');
});

test('What is wrong elsewhere is told with a link to its very field', async () => {
  const error = new ApiError(
    422,
    'no',
    null,
    refusal(['Store:BaseUrl', 'expected https'], ['Sources:shop:ApiToken', 'expected a token']).body,
  );
  await page.show(<SettingErrors error={error} />, 'Address of this server');
  expect([...document.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([
    '/settings?tab=mail#base_url',
    '/welcome?step=source#token',
  ]);
});

function Asked() {
  const home = useHome();
  return (
    <>
      <Home home={home} />
      <button type="button" disabled={home.isBusy} onClick={() => home.keep()}>
        Keep
      </button>
    </>
  );
}

test('The time zone of the browser is proposed where nobody chose one, and what somebody chose stays', async () => {
  await page.show(<Asked />, t.welcome.home.text);
  expect(page.button('Keep').disabled).toBe(true);
  await page.until(() => !page.button('Keep').disabled, 'what is set');
  page.button('Keep').click();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  await page.until(() => page.calls.some(({ method }) => method === 'PUT'), 'the change');
  expect(page.calls.find(({ method }) => method === 'PUT')?.body).toEqual({ time_zone: zone });
  expect(page.field(t.welcome.home.currency).value).toMatch(/^USD/);
});

test.each([
  ['Europe/Berlin', 'EUR'],
  ['Europe/London', 'GBP'],
  ['America/New_York', 'USD'],
  ['Asia/Tokyo', 'JPY'],
])('In %s a shop most likely sells in %s', (zone, currency) => expect(guessOf(zone).currency).toBe(currency));
