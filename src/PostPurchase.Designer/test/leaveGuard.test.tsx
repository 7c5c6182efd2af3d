import { useEffect, useState } from 'react';
import { Route, Routes, useNavigate } from 'react-router';
import { afterEach, beforeEach, test } from 'vitest';
import { useLeaveGuard } from '../src/parts/LeaveGuard';
import { t } from '../src/strings';
import { Harness } from './harness';

let page: Harness;
beforeEach(() => {
  page = new Harness();
});
afterEach(() => page.close());

/** A page whose changes are saved by themselves in the very moment in which it is left. */
function Form({ save }: { save?: () => Promise<unknown> }) {
  const [isChanged, setChanged] = useState(true);
  const go = useNavigate();
  const guard = useLeaveGuard(isChanged, undefined, isChanged ? save : undefined);
  const [isGuarded, setGuarded] = useState(false);
  // After the effects of the guard: until then it lets everybody through.
  useEffect(() => setGuarded(true), []);
  return (
    <>
      {isGuarded && 'Guarded'}
      <button type="button" onClick={() => go('/other')}>
        Leave
      </button>
      <button
        type="button"
        onClick={() => {
          go('/other');
          setChanged(false);
        }}
      >
        Leave as it is saved
      </button>
      <button type="button" onClick={() => setChanged(false)}>
        Saved
      </button>
      {guard.question}
    </>
  );
}

const shown = (save?: () => Promise<unknown>) =>
  page.show(
    <Routes>
      <Route path="/" element={<Form save={save} />} />
      <Route path="/other" element="The other page" />
    </Routes>,
    'Guarded',
  );

test('Who leaves in the moment in which their changes are saved is asked nothing', async () => {
  await shown(() => new Promise(() => {}));
  page.button('Leave as it is saved').click();
  await page.until(() => page.says('The other page'), 'the other page');
});

test('Who leaves a page without a save of its own is asked, and goes on once it is saved all the same', async () => {
  await shown();
  page.button('Leave').click();
  await page.until(() => page.says(t.forms.leave.title), 'the question');
  page.button('Saved').click();
  await page.until(() => page.says('The other page'), 'the other page');
});

test('Who leaves while a save is on its way goes on when it is done', async () => {
  await shown(() => Promise.resolve());
  page.button('Leave').click();
  await page.until(() => page.says('The other page'), 'the other page');
});
