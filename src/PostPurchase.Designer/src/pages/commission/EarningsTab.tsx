import { Alert, Group, Select, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useJourneyNames } from '../../api/queries';
import { Download } from '../../parts/Download';
import { useFormat, words } from '../../parts/format';
import { Empty } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { useOfferNames } from '../offers/names';
import { type Column, DataTable } from '../reports/DataTable';
import { useSum } from './cells';
import { type Earnings, type EarningsRow, type EarningsWish, useEarnings } from './data';

const e = t.commission.earnings;
const options = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));

/** What mails earned; model, window and span are named above the table and in its file. */
export function EarningsTab() {
  const [by, setBy] = useParam('by');
  const [model, setModel] = useParam('model');
  const [window, setWindow] = useParam('window');
  const [days, setDays] = useParam('days');
  const wish: EarningsWish = {
    by: by || 'step',
    model: model || 'last_click',
    window_days: Number(window) || 5,
    from: daysAgo(Number(days) || 30),
  };
  const earnings = useEarnings(wish);
  const query = new URLSearchParams(Object.entries(wish).map(([name, value]) => [name, String(value)]));
  return (
    <Stack gap="sm">
      <Group gap="sm" align="flex-end">
        <Choice label={e.by} width={150} data={options(e.dimensions)} value={wish.by} onChange={setBy} />
        <Choice
          label={e.period}
          width={180}
          data={[7, 30, 90, 365].map((count) => ({ value: String(count), label: e.days(count) }))}
          value={days || '30'}
          onChange={setDays}
        />
        <Choice label={e.model} width={170} data={options(e.models)} value={wish.model} onChange={setModel} />
        <Choice
          label={e.window}
          width={110}
          data={[1, 3, 5, 7, 14, 30].map((count) => ({ value: String(count), label: e.windowDays(count) }))}
          value={String(wish.window_days)}
          onChange={setWindow}
        />
        <Download path={`/earnings/csv?${query}`} file={`earnings-by-${wish.by}.csv`} label={e.csv} />
      </Group>
      <QueryState query={earnings}>{(answer) => <Table answer={answer} />}</QueryState>
    </Stack>
  );
}

function Choice(props: {
  label: string;
  width: number;
  data: { value: string; label: string }[];
  value: string;
  onChange: (value: string | null) => void;
}) {
  const { width, ...rest } = props;
  return <Select w={width} size="sm" allowDeselect={false} {...rest} />;
}

function Table({ answer }: { answer: Earnings }) {
  const { money, number } = useFormat();
  const sum = useSum();
  const of = (amount: string | null) => quiet(Number(amount), money(amount, answer.currency));
  const count = (value: number) => quiet(value, number(value));
  const model = e.models[answer.model] ?? answer.model;
  const columns: Column<EarningsRow>[] = [
    { name: words(e.dimensions[answer.by] ?? answer.by), of: (row) => <Behind by={answer.by} name={row.key} /> },
    { name: e.sends, isNumber: true, of: (row) => count(row.sends) },
    { name: e.clicks, isNumber: true, of: (row) => count(row.clicks) },
    { name: e.conversions, isNumber: true, of: (row) => count(row.conversions) },
    {
      name: e.commission,
      isNumber: true,
      of: (row) => (Number(row.commission) === 0 ? of(row.commission) : <strong>{of(row.commission)}</strong>),
    },
    { name: e.epc, isNumber: true, of: (row) => of(row.epc) },
    { name: e.perThousand, isNumber: true, of: (row) => of(row.per_thousand_sends) },
    { name: e.pending, isNumber: true, of: (row) => of(row.pending) },
    { name: e.approved, isNumber: true, of: (row) => of(row.approved) },
    { name: e.paid, isNumber: true, of: (row) => of(row.paid) },
    { name: e.reversed, isNumber: true, of: (row) => of(row.reversed) },
    { name: e.sale, isNumber: true, of: (row) => of(row.sale) },
    { name: e.orders, isNumber: true, of: (row) => count(row.orders) },
    { name: e.revenue, isNumber: true, of: (row) => of(row.revenue) },
  ];
  return (
    <>
      <div>
        <Text size="sm">{e.named(answer.from, answer.to, answer.currency)}</Text>
        <Text size="xs" c="dimmed">
          {e.attribution(model, e.windowDays(answer.window_days))}
        </Text>
      </div>
      {answer.unmatched > 0 && (
        <Alert color="yellow" role="status">
          <Link to="?tab=unmatched" className="text-link">
            {e.unmatched(answer.unmatched, sum(answer.unmatched_commission))}
          </Link>
        </Alert>
      )}
      {answer.without_rate.length > 0 && (
        <Alert color="yellow" role="status">
          {e.withoutRate(sum(answer.without_rate))}
        </Alert>
      )}
      {answer.rows.length === 0 ? (
        <Empty title={e.empty} text={e.emptyText} />
      ) : (
        <DataTable label={t.commission.tabs.earnings ?? ''} rows={answer.rows} keyOf={(row) => row.key} columns={columns} />
      )}
    </>
  );
}

/** What a row is of, leading to the conversions behind it where the ledger can be narrowed to them. */
function Behind({ by, name }: { by: string; name: string }) {
  const shown = useShown(by, name);
  const [journey = '', step = ''] = name.split(' / ');
  const filter: Record<string, string> | null =
    by === 'step' ? { journey, step } : by === 'journey' || by === 'offer' || by === 'program' ? { [by]: name } : null;
  if (!filter) return <span className="earner">{shown}</span>;
  return (
    <Link className="plain earner" to={`?${new URLSearchParams(filter)}`}>
      {shown}
    </Link>
  );
}

/** A key of the report as people call it. */
function useShown(by: string, key: string): string {
  const journeyName = useJourneyNames();
  const names = useOfferNames();
  if (by === 'journey') return journeyName(key);
  if (by === 'offer' || by === 'link') return names.offer(key);
  if (by === 'program') return names.program(key);
  const [journey = '', ...rest] = key.split(' / ');
  return [journeyName(journey), ...rest.map((part) => part.split('=').map(words).join(': '))].join(' / ');
}

// A column of nothing should not shout.
const quiet = (value: number, text: string) => (value === 0 ? <span className="zero">{text}</span> : text);

const daysAgo = (count: number) => new Date(Date.now() - (count - 1) * 86_400_000).toISOString().slice(0, 10);
