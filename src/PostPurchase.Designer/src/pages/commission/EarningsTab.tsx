import { Alert, Group, Select, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useReportStores } from '../../api/learning';
import { useJourneyNames } from '../../api/queries';
import { Download } from '../../parts/Download';
import { formatIn, useFormat, words } from '../../parts/format';
import { Empty } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { useOfferNames } from '../offers/names';
import { type Column, DataTable } from '../reports/DataTable';
import { RowsLink } from '../reports/RowsLink';
import { useSum } from './cells';
import { type Earnings, type EarningsRow, type EarningsWish, useEarnings } from './data';
import { Parts } from './Parts';

const e = t.commission.earnings;
const options = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));

/** What mails earned; model, window and span are named above the table and in its file. */
export function EarningsTab() {
  const [by, setBy] = useParam('by');
  const [model, setModel] = useParam('model');
  const [window, setWindow] = useParam('window');
  const [days, setDays] = useParam('days');
  const [store, setStore] = useParam('store');
  const stores = useReportStores().data?.items ?? [];
  const wish: EarningsWish = {
    by: by || 'step',
    model: model || 'last_click',
    window_days: Number(window) || 5,
    from: daysAgo(Number(days) || 30),
    store: store || 'default',
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
        {stores.length > 1 && (
          <Choice
            label={t.learning.store}
            width={220}
            data={stores.map((one) => ({ value: one.key, label: `${one.name || one.key} (${one.currency})` }))}
            value={wish.store}
            onChange={setStore}
          />
        )}
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
      <QueryState query={earnings}>{(answer) => <Table answer={answer} wish={wish} />}</QueryState>
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

function Table({ answer, wish }: { answer: Earnings; wish: EarningsWish }) {
  const { money, number } = useFormat();
  const sum = useSum();
  const of = (amount: string | null) => money(amount, answer.currency);
  const model = e.models[answer.model] ?? answer.model;
  const row = (one: EarningsRow) => ({ answer, wish, row: one });
  const counted = (brings: string) => number(Number(brings));
  const columns: Column<EarningsRow>[] = [
    { name: words(e.dimensions[answer.by] ?? answer.by), of: (one) => <Behind by={answer.by} name={one.key} /> },
    { name: e.sends, isNumber: true, isLess: true, of: (one) => <Sends {...row(one)} text={number(one.sends)} amount={counted} /> },
    {
      name: e.clicks,
      isNumber: true,
      isLess: true,
      of: (one) => <Opens {...row(one)} figure="clicks" heading={e.clicks} text={number(one.clicks)} amount={counted} />,
    },
    {
      name: e.conversions,
      hint: e.conversionsHint,
      isNumber: true,
      isLess: true,
      of: (one) => (
        <Sales
          {...row(one)}
          figure="conversions"
          heading={e.conversions}
          of={{ status: 'pending,approved,paid' }}
          text={number(one.conversions)}
          amount={counted}
        />
      ),
    },
    {
      name: e.commission,
      isNumber: true,
      of: (one) => (
        <Sales
          {...row(one)}
          figure="commission"
          heading={e.commission}
          of={{ booked: 'pending,approved,paid' }}
          text={of(one.commission)}
          amount={of}
          isMain
        />
      ),
    },
    // What is divided is what opens: the commission.
    {
      name: e.epc,
      isNumber: true,
      of: (one) => <Opens {...row(one)} figure="commission" heading={e.commission} text={of(one.epc)} amount={of} />,
    },
    {
      name: e.perThousand,
      isNumber: true,
      of: (one) => <Opens {...row(one)} figure="commission" heading={e.commission} text={of(one.per_thousand_sends)} amount={of} />,
    },
    ...(['pending', 'approved', 'paid', 'reversed'] as const).map((status) => ({
      name: e[status],
      isNumber: true,
      of: (one: EarningsRow) => (
        <Sales {...row(one)} figure={status} heading={e[status]} of={{ booked: status }} text={of(one[status])} amount={of} />
      ),
    })),
    {
      name: e.sale,
      isNumber: true,
      of: (one) => <Sales {...row(one)} figure="sale" heading={e.sale} of={{}} text={of(one.sale)} amount={of} />,
    },
    {
      name: e.orders,
      isNumber: true,
      of: (one) => <Opens {...row(one)} figure="orders" heading={e.orders} text={number(one.orders)} amount={counted} />,
    },
    {
      name: e.revenue,
      isNumber: true,
      of: (one) => <Opens {...row(one)} figure="revenue" heading={e.revenue} text={of(one.revenue)} amount={of} />,
    },
  ];
  return (
    <>
      <div>
        <Text size="sm">{e.named(dayOf(answer.from), dayOf(dayBefore(answer.to)), answer.currency)}</Text>
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

// The ledger narrowed to what a row is of, where it can be.
function narrowed(by: string, name: string): Record<string, string> | null {
  const [journey = '', step = ''] = name.split(' / ');
  return by === 'step' ? { journey, step } : by === 'journey' || by === 'offer' || by === 'program' ? { [by]: name } : null;
}

type RowProps = { answer: Earnings; wish: EarningsWish; row: EarningsRow };
type NumberProps = RowProps & { text: string; amount: (brings: string) => string };

// The same mails as the row's: those of the store that left on the report's days, the last of which is the day before its end.
const mailsOf = ({ from, to }: Earnings, store: string) => ({ store, from, to: dayBefore(to) });

/** A figure of a row that opens into what it is made of; nothing is quiet. */
function Opens({ answer, wish, row, figure, heading, text, amount }: NumberProps & { figure: string; heading: string }) {
  const { by, model, window_days, from, to } = answer;
  const shown = useShown(by, row.key);
  if (!hasSome(text)) return quiet(text);
  return (
    <Parts
      of={{ by, model, window_days, from, to, store: wish.store, key: row.key, figure }}
      title={t.learning.rowsOf(heading, shown)}
      heading={heading}
      amount={amount}
    >
      {text}
    </Parts>
  );
}

/** Money or sales of a row that open into the ledger, narrowed to them; where it cannot be narrowed, into a list of them. */
function Sales({
  of,
  isMain = false,
  ...props
}: NumberProps & { figure: string; heading: string; of: Record<string, string>; isMain?: boolean }) {
  const { answer, wish, row, text } = props;
  const filter = narrowed(answer.by, row.key);
  const { store, from, to } = mailsOf(answer, wish.store);
  const opened =
    filter && hasSome(text) ? (
      <RowsLink to={`?${new URLSearchParams({ ...filter, ...of, store, left_from: from, left_to: to })}`} text={text} />
    ) : (
      <Opens {...props} />
    );
  return isMain ? <strong>{opened}</strong> : opened;
}

/** Mails of a row. */
function Sends(props: NumberProps) {
  const { answer, wish, row, text } = props;
  const filter = answer.by === 'step' || answer.by === 'journey' ? narrowed(answer.by, row.key) : null;
  if (!filter || !hasSome(text)) return <Opens {...props} figure="sends" heading={e.sends} />;
  return (
    <RowsLink
      to={`/deliveries?${new URLSearchParams({ ...filter, state: 'accepted,uncertain', ...mailsOf(answer, wish.store) })}`}
      text={text}
    />
  );
}

/** What a row is of, leading to all conversions of it where the ledger can be narrowed to them. */
function Behind({ by, name }: { by: string; name: string }) {
  const shown = useShown(by, name);
  const filter = narrowed(by, name);
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
const quiet = (text: string) => (hasSome(text) ? text : <span className="zero">{text}</span>);

const hasSome = (text: string) => /[1-9]/.test(text);

const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

// A day of the report is a date without a time, which no time zone may move.
const dayOf = (date: string) => formatIn('UTC', undefined).day(date);

const daysAgo = (count: number) => new Date(Date.now() - (count - 1) * 86_400_000).toISOString().slice(0, 10);
