import { Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { type Reports, type TouchesOf, useReport } from '../../api/learning';
import { percent, useFormat } from '../../parts/format';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';
import { Days, Nothing } from './Apart';
import { DataTable } from './DataTable';
import type { Period } from './Reports';
import { RowsLink } from './RowsLink';
import { TouchCount } from './TouchCount';

const l = t.learning;
const c = l.columns;

export function Touches({ period }: { period: Period }) {
  const report = useReport('touches', period);
  const { number, date } = useFormat();
  return (
    <QueryState query={report}>
      {({ days, time_zone }) => {
        if (days.length === 0) return <Nothing />;
        const column = (name: string, kind: TouchesOf['kind'], actor: TouchesOf['actor']) => ({
          name,
          isNumber: true,
          of: (day: string) => (
            <TouchCount of={{ kind, actor, from: day, to: day, store: period.store }} title={l.touchesOf(name, date(day))}>
              {number(days.find((one) => one.day === day && one.kind === kind && one.actor === actor)?.touches ?? 0)}
            </TouchCount>
          ),
        });
        return (
          <>
            <DataTable
              label={l.tabs.touches}
              rows={[...new Set(days.map((one) => one.day))].reverse()}
              keyOf={(day) => day}
              columns={[
                { name: c.day, of: (day) => <OfDay day={day} text={date(day)} store={period.store} /> },
                column(c.humanClicks, 'click', 'human'),
                column(c.machineClicks, 'click', 'machine'),
                column(c.unsureClicks, 'click', 'unsure'),
                column(c.humanOpens, 'open', 'human'),
                column(c.machineOpens, 'open', 'machine'),
                column(c.unsureOpens, 'open', 'unsure'),
              ]}
            />
            <Days zone={time_zone} />
            <Text size="sm" c="dimmed">
              {l.touchesText}
            </Text>
          </>
        );
      }}
    </QueryState>
  );
}

export function Deliverability({ period }: { period: Period }) {
  const report = useReport('deliverability', period);
  const { number } = useFormat();
  return (
    <QueryState query={report}>
      {({ domains, reasons, time_zone }) =>
        domains.length === 0 ? (
          <Nothing />
        ) : (
          <>
            <DataTable
              label={l.tabs.deliverability}
              rows={domains.slice(0, 100)}
              keyOf={(row) => row.domain}
              columns={[
                { name: c.domain, isLong: true, of: (row) => l.domainOf(row.domain) },
                {
                  name: c.sent,
                  isNumber: true,
                  of: (row) => <Mails period={period} domain={row.domain} of={{ state: 'accepted' }} text={number(row.accepted)} />,
                },
                {
                  name: c.refused,
                  isNumber: true,
                  of: (row) => <Mails period={period} domain={row.domain} of={{ state: 'rejected' }} text={number(row.rejected)} />,
                },
                { name: c.rate, isNumber: true, of: (row) => percent(row.rejected_rate) },
                {
                  name: c.uncertain,
                  isNumber: true,
                  of: (row) => <Mails period={period} domain={row.domain} of={{ state: 'uncertain' }} text={number(row.uncertain)} />,
                },
                {
                  name: c.bounced,
                  isNumber: true,
                  of: (row) => <Mails period={period} domain={row.domain} of={{ told: 'bounce' }} text={number(row.bounced)} />,
                },
                {
                  name: c.complaints,
                  isNumber: true,
                  of: (row) => <Mails period={period} domain={row.domain} of={{ told: 'complaint' }} text={number(row.complaints)} />,
                },
                {
                  name: c.bouncesReported,
                  isNumber: true,
                  of: (row) => (
                    <Mails
                      period={period}
                      domain={row.domain}
                      of={{ told: 'bounce', on: 'reported' }}
                      text={number(row.bounces_reported)}
                    />
                  ),
                },
                {
                  name: c.complaintsReported,
                  isNumber: true,
                  of: (row) => (
                    <Mails
                      period={period}
                      domain={row.domain}
                      of={{ told: 'complaint', on: 'reported' }}
                      text={number(row.complaints_reported)}
                    />
                  ),
                },
              ]}
            />
            <Days zone={time_zone} />
            <Text size="sm" c="dimmed">
              {l.deliverabilityText}
            </Text>
            {reasons.length > 0 && <Failures period={period} rows={reasons} />}
          </>
        )
      }
    </QueryState>
  );
}

function Failures({ period, rows }: { period: Period; rows: Reports['deliverability']['reasons'] }) {
  const { number } = useFormat();
  return (
    <>
      <Title order={2} mt="lg" mb="xs">
        {l.failures}
      </Title>
      <DataTable
        label={l.failures}
        rows={rows}
        keyOf={(row) => row.reason}
        columns={[
          { name: c.reason, isLong: true, of: (row) => l.failureOf(row.reason) },
          {
            name: c.refused,
            isNumber: true,
            of: (row) => <Mails period={period} of={{ state: 'rejected', why: row.reason }} text={number(row.refused)} />,
          },
          {
            name: c.bounced,
            isNumber: true,
            of: (row) => <Mails period={period} of={{ told: 'bounce', why: row.reason }} text={number(row.came_back)} />,
          },
          { name: c.share, isNumber: true, of: (row) => percent(row.share) },
        ]}
      />
      <Text size="sm" c="dimmed" mt="xs">
        {l.failuresText}
      </Text>
    </>
  );
}

// The steps of that day, whose numbers open into the mails.
const OfDay = ({ day, text, store }: { day: string; text: string; store?: string }) => (
  <Link
    className="text-link"
    to={`/reports?${new URLSearchParams({ report: 'funnel', day, ...(store ? { store } : {}) })}`}
    style={{ whiteSpace: 'nowrap' }}
  >
    {text}
  </Link>
);

type MailsProps = { period: Period; domain?: string; of: Record<string, string>; text: string };

const Mails = ({ period: { from, to, store }, domain, of, text }: MailsProps) => (
  <RowsLink
    to={`/deliveries?${new URLSearchParams({ ...(domain ? { domain } : {}), ...of, from, to, ...(store ? { store } : {}) })}`}
    text={text}
  />
);
