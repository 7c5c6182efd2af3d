import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { useJourneyNames } from '../src/api/queries';

function Name() {
  return useJourneyNames()('new-buyer');
}

const shown = (queries: QueryClient) =>
  renderToString(
    <QueryClientProvider client={queries}>
      <Name />
    </QueryClientProvider>,
  );

test('A journey has no name while it is not known, and never a wrong one', () => {
  const queries = new QueryClient();
  expect(shown(queries)).toBe('…');
  queries.setQueryData(['journeys'], { items: [{ key: 'new-buyer', name: 'Thank, teach' }], next: null });
  expect(shown(queries)).toBe('Thank, teach');
  queries.setQueryData(['journeys'], { items: [], next: null });
  expect(shown(queries)).toBe('New buyer');
});
