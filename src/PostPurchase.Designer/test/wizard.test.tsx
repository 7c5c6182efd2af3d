import { useNavigate } from 'react-router';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { App } from '../src/App';
import Welcome from '../src/pages/welcome/Welcome';
import { t } from '../src/strings';
import { answer } from './fake';
import { Harness } from './harness';

const s = t.welcome;
let page: Harness;

beforeEach(() => {
  page = new Harness((method, url, body) => {
    if (url.endsWith('/welcome')) return { status: 200, body: { step: body?.step ?? 'brand', source: null, over: null, orders: 0 } };
    if (url.endsWith('/store-settings')) return { status: 200, body: { from_address: null, reply_to: null, locked: [] } };
    return answer(method, url, body);
  });
});
afterEach(() => page.close());

const keptSteps = () => page.calls.filter(({ method, url }) => method === 'PUT' && url === '/welcome').map(({ body }) => body);
const shownSteps = () => document.querySelector('[aria-current="step"]')?.textContent ?? '';

test('A step with something unsaved asks before it is left, and keeps it', async () => {
  await page.show(<Welcome />, s.brand.title, '/welcome?step=brand');
  await page.until(() => page.says(t.brand.shop), 'the form');
  page.type(t.brand.name, 'Peak');
  await page.until(() => page.says(t.brand.unsaved), 'that it is not saved');
  page.button(s.skip).click();
  await page.until(() => page.says(t.forms.leave.title), 'the question');
  page.button(t.forms.leave.stay).click();
  await page.until(() => !page.says(t.forms.leave.text), 'no question any more');
  expect(page.field(t.brand.name).value).toBe('Peak');
  expect(keptSteps()).toEqual([]);
});

test('Whoever leaves it unsaved is at the next step, and the server knows', async () => {
  await page.show(<Welcome />, s.brand.title, '/welcome');
  await page.until(() => page.says(t.brand.shop), 'the form');
  page.type(t.brand.name, 'Peak');
  await page.until(() => page.says(t.brand.unsaved), 'that it is not saved');
  page.button(s.skip).click();
  await page.until(() => page.says(t.forms.leave.title), 'the question');
  page.button(t.forms.leave.go).click();
  await page.until(() => shownSteps().includes(s.steps.sender ?? ''), 'the next step');
  await page.until(() => keptSteps().length === 1, 'the word to the server');
  expect(keptSteps()).toEqual([{ step: 'sender' }]);
});

test('The columns of a file of past orders are named, and whose name is meant', () => {
  for (const column of ['first_name', 'last_name', 'name (of the product)', 'quantity']) expect(s.file.hint).toContain(`, ${column},`);
});

test('A step that was skipped has no tick, one that was done has one', async () => {
  await page.show(<Welcome />, s.receipt.title, '/welcome?step=receipt');
  const ticked = () => [...document.querySelectorAll('[data-state="done"] .welcome-name')].map((one) => one.textContent);
  await page.until(() => ticked().length > 0, 'a tick');
  expect(ticked()).toEqual([s.steps.brand]);
});

test('What was saved asks nothing', async () => {
  await page.show(<Welcome />, s.brand.title, '/welcome?step=brand');
  await page.until(() => page.says(t.brand.shop), 'the form');
  page.type(t.brand.name, 'Peak');
  await page.until(() => page.says(t.brand.unsaved) && !page.button(s.brand.save).disabled, 'that it can be saved');
  page.button(s.brand.save).click();
  await page.until(() => shownSteps().includes(s.steps.sender ?? ''), 'the next step');
  expect(page.says(t.forms.leave.title)).toBe(false);
});

test('It is put off only once it was left, not while a question is open', async () => {
  await page.show(<App />, s.brand.title, '/welcome?step=brand');
  await page.until(() => page.says(t.brand.shop), 'the form');
  page.type(t.brand.name, 'Peak');
  await page.until(() => page.says(t.brand.unsaved), 'that it is not saved');
  page.button(s.leave).click();
  await page.until(() => page.says(t.forms.leave.title), 'the question');
  expect(keptSteps()).toEqual([]);
  page.button(t.forms.leave.go).click();
  await page.until(() => page.says(t.overview.inside), 'the overview');
  await page.until(() => keptSteps().length === 1, 'the word to the server');
  expect(keptSteps()).toEqual([{ over: 'dismissed' }]);
});

test.each(['replay', 'end'])('A replay that the server does not have any more is offered anew at the step %s', async (step) => {
  page.close();
  page = new Harness((method, url, body) =>
    url.endsWith('/welcome')
      ? { status: 200, body: { step, source: 'sample', over: null, orders: 0, replay: null, replay_lost: true } }
      : answer(method, url, body),
  );
  await page.show(<Welcome />, s.replay.lost, '/welcome');
  if (step === 'replay') await page.until(() => !page.button(s.replay.start).disabled, 'the button');
  else expect(document.querySelector('a[href="/welcome?step=replay"]')?.textContent).toBe(s.end.play);
  expect(page.calls.some(({ url }) => url.startsWith('/simulations'))).toBe(false);
});

test('As many mails of a replay are announced as are shown', async () => {
  const mail = (number: number) => ({ number, subject: `Mail ${number}`, journey_name: 'Thanks', to: 'jane@example.com', count: 1 });
  page.close();
  page = new Harness((method, url, body) => {
    if (url.endsWith('/welcome')) return { status: 200, body: { step: 'replay', source: 'sample', over: null, orders: 0, replay: 's1' } };
    if (url.endsWith('/replays/s1/mails')) return { status: 200, body: { items: [1, 2, 3, 4].map(mail), next: null } };
    return answer(method, url, body);
  });
  await page.show(<Welcome />, 'Four of the mails', '/welcome');
  expect(document.querySelectorAll('.five-mail')).toHaveLength(4);
  expect(page.says(s.replay.mails(5))).toBe(false);
});

test('What is said of a domain names no settings of the server', async () => {
  page.close();
  const text = 'no key is configured: set Dkim:Domain';
  const found = { domain: 'peak.example', signs: false, records: [], findings: [{ check: 'dkim', state: 'wrong', text }] };
  page = new Harness((method, url, body) =>
    url.endsWith('/domain-checks')
      ? { status: 200, body: found }
      : url.endsWith('/store-settings')
        ? { status: 200, body: { from_address: 'hi@peak.example', reply_to: null, locked: [], set: [], outside: {} } }
        : url.endsWith('/welcome')
          ? { status: 200, body: { step: 'sender', source: null, over: null, orders: 0 } }
          : answer(method, url, body),
  );
  await page.show(<Welcome />, s.sender.address, '/welcome');
  page.button(s.sender.check).click();
  await page.until(() => page.says(s.sender.noSigning), 'the finding');
  expect(page.says('Dkim:')).toBe(false);
});

test('Of a sender that is only an example it is said that it has to be changed, until it is', async () => {
  page.close();
  page = new Harness((method, url, body) => {
    if (url.endsWith('/store-settings'))
      return { status: 200, body: { from_address: 'hi@peak.example', reply_to: null, locked: [], set: [], outside: {} } };
    if (url.endsWith('/welcome')) return { status: 200, body: { step: 'sender', source: null, over: null, orders: 0 } };
    return answer(method, url, body);
  });
  await page.show(<Welcome />, s.sender.isExample, '/welcome');
  page.type(s.sender.address, 'hi@peak.shop');
  await page.until(() => !page.says(s.sender.isExample), 'no word of an example');
});

test('A sender that is no address is called so once it was left, and an example is told no records to publish', async () => {
  page.close();
  const findings = [{ check: 'spf', state: 'wrong', text: 'nothing is published' }];
  const records = [{ name: 'peak.example', type: 'TXT', value: 'v=spf1 -all' }];
  page = new Harness((method, url, body) => {
    if (url.endsWith('/domain-checks')) return { status: 200, body: { domain: 'peak.example', signs: true, records, findings } };
    if (url.endsWith('/store-settings'))
      return { status: 200, body: { from_address: 'hi@peak.example', reply_to: null, locked: [], set: [], outside: {} } };
    if (url.endsWith('/welcome')) return { status: 200, body: { step: 'sender', source: null, over: null, orders: 0 } };
    return answer(method, url, body);
  });
  await page.show(<Welcome />, s.sender.isExample, '/welcome');
  page.button(s.sender.check).click();
  await page.until(() => page.says(s.sender.found('peak.example')), 'what is found');
  expect(page.says(s.sender.publish)).toBe(false);
  page.type(s.sender.address, 'nonsense');
  page.field(s.sender.address).dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  await page.until(() => page.says(s.sender.noAddress), 'what is wrong');
});

describe('Orders that say nothing of consent', () => {
  const told = (step: string) => {
    page.close();
    page = new Harness((method, url, body) => {
      if (url.endsWith('/welcome'))
        return { status: 200, body: { step, source: 'file', over: null, orders: 31, replay: 's1', replay_agreed: 's2' } };
      if (url.endsWith('/replays/s1/mails')) return { status: 200, body: { items: [], next: null } };
      if (url.endsWith('/replays/s2/mails')) return { status: 200, body: { items: [asked(1), asked(2)], next: null } };
      if (url.endsWith('/replays/s2/mails/1/send')) return { status: 200, body: { outcome: 'captured', where: 'test-1.eml' } };
      return answer(method, url, body);
    });
  };
  const asked = (number: number) => ({ number, subject: `Mail ${number}`, journey_name: 'Thanks', to: 'jane@example.com', count: 1 });

  test('show why nothing leaves, which columns tell it, and the mails as if all had agreed', async () => {
    told('replay');
    await page.show(<Welcome />, s.replay.mailsAgreed(2), '/welcome');
    expect(page.says(s.replay.noConsent)).toBe(true);
    expect(page.says('consent_own')).toBe(true);
    expect(document.querySelectorAll('.five-mail')).toHaveLength(2);
  });

  test('let one of the mails be had as a test', async () => {
    told('end');
    await page.show(<Welcome />, s.replay.mailsAgreedText, '/welcome');
    page.type(s.end.to, 'me@peak.example');
    await page.until(() => !page.button(s.end.send).disabled, 'that it can be sent');
    page.button(s.end.send).click();
    await page.until(() => page.says(s.end.captured), 'that it is in the outbox');
    expect(page.says(s.end.noReplay)).toBe(false);
  });
});

test('A replay without mails is not asked for again, and the hint of a file names what tells of consent', async () => {
  page.close();
  page = new Harness((method, url, body) => {
    if (url.endsWith('/welcome')) return { status: 200, body: { step: 'end', source: 'file', over: null, orders: 3, replay: 's1' } };
    if (url.endsWith('/replays/s1/mails')) return { status: 200, body: { items: [], next: null } };
    return answer(method, url, body);
  });
  await page.show(<Welcome />, s.end.noMail, '/welcome');
  expect(page.says(s.end.noReplay)).toBe(false);
  expect(s.file.hint).toMatch(/country.*consent_own/);
});

function WithWayBack() {
  const go = useNavigate();
  return (
    <>
      <button type="button" onClick={() => void go(-1)}>
        Go back
      </button>
      <Welcome />
    </>
  );
}

test('The way back of the browser leads to the step before', async () => {
  await page.show(<WithWayBack />, s.brand.title, '/welcome');
  await page.until(() => page.says(s.skip), 'the way on');
  page.button(s.skip).click();
  await page.until(() => shownSteps().includes(s.steps.sender ?? ''), 'the next step');
  page.button('Go back').click();
  await page.until(() => shownSteps().includes(s.steps.brand ?? ''), 'the step before');
});

test('Whoever goes on from a file that is only chosen loads it, and its currency is not guessed over', async () => {
  page.close();
  const file = { kind: 'purchases-csv', name: 'orders.csv', orders: 31, customers: 20, unread: [], nobody: 0, bad: 0, problems: [] };
  const job = { ...file, currency_taken: 'EUR', first_at: null, last_at: null, total: 31, done: 31, stored: 31, error: null };
  let state = 'checked';
  page = new Harness((method, url, body) => {
    if (url.endsWith('/orders/load')) state = 'done';
    if (url.includes('/orders/')) return { status: 200, body: { ...job, state } };
    if (url.endsWith('/store-settings'))
      return { status: 200, body: { from_address: null, locked: [], set: [], outside: {}, time_zone: 'UTC' } };
    if (url.endsWith('/welcome')) return { status: 200, body: { step: body?.step ?? 'source', source: 'file', over: null, orders: 0 } };
    return answer(method, url, body);
  });
  await page.show(<Welcome />, s.file.currencyComes('EUR'), '/welcome');
  await page.until(() => page.says(s.source.loadNext), 'the way on');
  page.button(s.source.loadNext).click();
  await page.until(() => shownSteps().includes(s.steps.brand ?? ''), 'the next step');
  const changes = page.calls.filter(({ method, url }) => method !== 'GET' && !/welcome|preview/.test(url));
  expect(changes.map(({ url }) => url)).toEqual(['/store-settings', '/orders/load']);
  expect(Object.keys(changes[0]?.body as object)).toEqual(['time_zone']);
});
