import { Alert, Button, Group, Modal, Stack, Table, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../access/session';
import { api } from '../../api/client';
import { spanWords, useFormat } from '../../parts/format';
import { messageOf } from '../../parts/messages';
import { OpenRow } from '../../parts/OpenRow';
import { Empty } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { ScrollX } from '../../parts/ScrollX';
import { t } from '../../strings';
import { BadRows } from './BadRows';
import { type CodesAnswer, type CouponRow, useCoupons } from './data';

const s = t.offers.coupons;

export function Coupons() {
  const coupons = useCoupons();
  const format = useFormat();
  const mayWrite = useMay('write');
  const [pool, setPool] = useState<string | null>(null);
  const addPool = mayWrite && (
    <Button component={Link} to="/offers/add-pool" variant="default">
      {s.addPool}
    </Button>
  );
  return (
    <QueryState query={coupons}>
      {({ items }) => {
        if (items.length === 0) return <Empty title={s.empty} text={s.emptyText} action={addPool} />;
        // A code for everybody is one: there are none left to count or to add.
        const hasOwn = items.some((row) => !row.shared_code);
        const mayAdd = mayWrite && hasOwn;
        return (
          <Stack gap="md">
            <Group justify="flex-end">{addPool}</Group>
            {items
              .filter((row) => row.problem)
              .map((row) => (
                <Alert key={row.key} color="yellow" role="status">
                  {row.problem}
                </Alert>
              ))}
            <ScrollX label={t.offers.tabs.coupons}>
              <Table className="rows" verticalSpacing={8} horizontalSpacing="md" miw={hasOwn ? 560 : undefined}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{s.pool}</Table.Th>
                    {hasOwn && <Table.Th className="number">{s.free}</Table.Th>}
                    <Table.Th className="number">{s.given}</Table.Th>
                    <Table.Th className="number">{s.redeemed}</Table.Th>
                    {mayAdd && <Table.Td aria-hidden />}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((row) => (
                    <OpenRow key={row.key}>
                      <Table.Td>
                        <Text size="sm" fw={600}>
                          <Link to={`/offers/pool/${encodeURIComponent(row.key)}`} className="plain row-link" title={s.edit(row.summary)}>
                            {row.summary}
                          </Link>
                        </Text>
                        <Text size="xs" c="dimmed">
                          {terms(row, format)}
                        </Text>
                      </Table.Td>
                      {hasOwn && <Table.Td className="number">{row.shared_code ? '–' : format.number(row.free)}</Table.Td>}
                      <Table.Td className="number">{format.number(row.given)}</Table.Td>
                      <Table.Td className="number">{format.number(row.redeemed)}</Table.Td>
                      {mayAdd && (
                        <Table.Td align="right">
                          {!row.shared_code && (
                            <Button size="compact-sm" variant="default" onClick={() => setPool(row.key)}>
                              {s.add}
                            </Button>
                          )}
                        </Table.Td>
                      )}
                    </OpenRow>
                  ))}
                </Table.Tbody>
              </Table>
            </ScrollX>
            {pool && <AddCodes pool={pool} close={() => setPool(null)} />}
          </Stack>
        );
      }}
    </QueryState>
  );
}

function AddCodes({ pool, close }: { pool: string; close: () => void }) {
  const [text, setText] = useState('');
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: () => api.post<CodesAnswer>(`/coupons/${encodeURIComponent(pool)}/codes`, { codes: text.split('\n') }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['coupons'] }),
  });
  return (
    <Modal opened onClose={close} title={s.addTitle(pool)} closeButtonProps={{ 'aria-label': t.state.close }}>
      <Stack gap="sm">
        <Text size="sm">{s.addText}</Text>
        <Textarea
          label={s.codes}
          autosize
          minRows={6}
          maxRows={14}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        {add.error && (
          <Alert color="red" role="alert">
            {messageOf(add.error)}
          </Alert>
        )}
        {add.data && <Alert role="status">{s.added(add.data.added, add.data.known)}</Alert>}
        {add.data && <BadRows rows={add.data.refused} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t.state.close}
          </Button>
          <Button disabled={text.trim() === ''} loading={add.isPending} onClick={() => add.mutate()}>
            {s.add}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function terms(row: CouponRow, format: ReturnType<typeof useFormat>): string {
  return [
    row.shared_code && s.shared(row.shared_code),
    row.valid_for && s.valid(spanWords(row.valid_for)),
    row.minimum && s.minimum(format.written(row.minimum)),
  ]
    .filter(Boolean)
    .join(' · ');
}
