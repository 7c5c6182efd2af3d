import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { SetOutside } from '../src/parts/SetOutside';
import { t } from '../src/strings';

test('Why a field may not be changed is told in plain words, with the name of its setting for who points at it', () => {
  const shown = renderToString(<SetOutside where="in the environment (PostPurchase__Store__Url)" />);
  expect(shown).toBe(`<span title="in the environment (PostPurchase__Store__Url)">${t.state.setOutside}</span>`);
});
