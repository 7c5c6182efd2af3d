import { Button, Group, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useMay } from '../../access/session';
import { OpenRow } from '../../parts/OpenRow';
import { Empty } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { ScrollX } from '../../parts/ScrollX';
import { t } from '../../strings';
import { useOfferFiles } from './data';
import { itemsIn, rules } from './forms/items';
import { useVocabulary } from './names';

const s = t.offers.rules;

/** Choices of one's own, by which a mail picks. */
export function Rules() {
  const files = useOfferFiles();
  const mayWrite = useMay('write');
  const offers = useVocabulary().data?.offers ?? [];
  const nameOf = (id: string) => offers.find((one) => one.id === id)?.name ?? id;
  const add = mayWrite && (
    <Button component={Link} to="/offers/add-rule" variant="default">
      {s.add}
    </Button>
  );
  return (
    <QueryState query={files}>
      {({ items }) => {
        const rows = items.flatMap(({ text }) => itemsIn(text, rules.list).map(rules.read));
        if (rows.length === 0) return <Empty title={s.empty} text={s.emptyText} action={add} />;
        return (
          <>
            <Group justify="flex-end" mb="sm">
              {add}
            </Group>
            <ScrollX label={t.offers.tabs.rules ?? ''}>
              <Table className="rows" verticalSpacing={8} horizontalSpacing="md">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{s.rule}</Table.Th>
                    <Table.Th>{s.shows}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map((row) => (
                    <OpenRow key={row.rule}>
                      <Table.Td>
                        <Link to={`/offers/rule/${encodeURIComponent(row.rule)}`} className="plain row-link" title={s.edit(row.rule)}>
                          <b>{row.rule}</b>
                        </Link>
                        <Text size="xs" c="dimmed">
                          {row.why}
                        </Text>
                      </Table.Td>
                      <Table.Td>{row.offers.map(nameOf).join(', ')}</Table.Td>
                    </OpenRow>
                  ))}
                </Table.Tbody>
              </Table>
            </ScrollX>
          </>
        );
      }}
    </QueryState>
  );
}
