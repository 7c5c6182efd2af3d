import { Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useJourneys } from '../../api/queries';
import { useFormat } from '../../parts/format';
import { Panel } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { ScrollX } from '../../parts/ScrollX';
import { t } from '../../strings';

const o = t.overview;

/** The journeys that run, with what came of them. */
export function Live() {
  const journeys = useJourneys();
  const format = useFormat();
  return (
    <Panel title={o.running}>
      <QueryState query={journeys}>
        {(data) => {
          const live = data.items.filter((journey) => journey.status === 'live');
          if (live.length === 0)
            return (
              <Text size="sm" c="dimmed">
                {o.noneLive}{' '}
                <Link to="/journeys" className="text-link">
                  {o.choose}
                </Link>
              </Text>
            );
          return (
            <ScrollX isPlain label={o.running}>
              <Table className="rows wrapping-heads">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{o.columns.journey}</Table.Th>
                    <Table.Th className="number hide-narrow">{o.columns.inside}</Table.Th>
                    <Table.Th className="number hide-narrow">{o.columns.sent}</Table.Th>
                    <Table.Th className="number">{o.columns.clicks}</Table.Th>
                    <Table.Th className="number">{o.columns.commission}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {live.map((journey) => (
                    <Table.Tr key={journey.key}>
                      <Table.Td>
                        <Link to={`/journeys/${journey.key}`} className="text-link">
                          {journey.name}
                        </Link>
                      </Table.Td>
                      <Table.Td className="number hide-narrow">{format.number(journey.inside)}</Table.Td>
                      <Table.Td className="number hide-narrow">{format.number(journey.sent)}</Table.Td>
                      <Table.Td className="number">{format.number(journey.human_clicks)}</Table.Td>
                      <Table.Td className="number">{format.money(journey.commission)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </ScrollX>
          );
        }}
      </QueryState>
    </Panel>
  );
}
