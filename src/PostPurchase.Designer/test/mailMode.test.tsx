import { afterEach, beforeEach, expect, test } from 'vitest';
import { LiveTag, MailModeBanner } from '../src/shell/MailModeBanner';
import { t } from '../src/strings';
import { Harness } from './harness';

const said = t.mode.liveTag.join('');
let page: Harness;

beforeEach(() => {
  page = new Harness();
});
afterEach(() => page.close());

test('Live mail is said in the header and needs no banner', async () => {
  const mode = { mode: 'live', quarantine: null } as const;
  await page.show(
    <>
      <LiveTag {...mode} />
      <MailModeBanner {...mode} />
    </>,
    said,
  );
  expect([document.querySelector('.live-tag')?.getAttribute('href'), document.querySelector('.banner')]).toEqual(['/go-live', null]);
});

test('A demo says that its mails are made up', async () => {
  await page.show(<MailModeBanner mode="captured" quarantine={null} isDemo />, t.mode.demo);
  expect([page.says(t.mode.captured), document.querySelector('.banner-link')]).toEqual([false, null]);
});

test('While sending is off nothing says that mail leaves', async () => {
  const mode = { mode: 'live', quarantine: 'Restored.' } as const;
  await page.show(
    <>
      <LiveTag {...mode} />
      <MailModeBanner {...mode} />
    </>,
    'Restored.',
  );
  expect(document.querySelector('.live-tag')).toBe(null);
});
