import './simulated.css';
import { Fragment, type ReactNode, useMemo } from 'react';
import type { SimulatedEntry, Simulation } from '../api/types';
import { t } from '../strings';
import { actionOf, stepOf, whyOf } from './simulatedWords';

const s = t.designer.simulating;
const shown = new Set(['send', 'hold', 'skip', 'exit', 'finish', 'enter']);

type Props = {
  simulation: Simulation;
  chosen: string | null;
  choose: (customer: string | null) => void;
  /** Of the chosen one; told right under their days. */
  story: ReactNode;
};

/** People down, days across: what each gets on which day of the store. A press on a person tells their story, another one ends it. */
export function Calendar({ simulation, chosen, choose, story }: Props) {
  const days = simulation.mails_per_day.map(({ day }) => day);
  const rows = useMemo(
    () =>
      simulation.people.map(({ customer, entries }) => {
        const byDay = new Map<string, SimulatedEntry[]>();
        for (const entry of entries) if (shown.has(entry.action)) byDay.set(entry.day, [...(byDay.get(entry.day) ?? []), entry]);
        return { customer, byDay };
      }),
    [simulation.people],
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="calendar panel" tabIndex={0} aria-label={s.calendar}>
      <table>
        <thead>
          <tr>
            <th scope="col">{s.customer}</th>
            {days.map((day, i) => (
              <th key={day} scope="col" data-weekend={isWeekend(day) || undefined}>
                {i === 0 || day.endsWith('-01') ? <small>{monthOf(day)}</small> : null}
                {Number(day.slice(8))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ customer, byDay }) => (
            <Fragment key={customer}>
              <tr data-chosen={customer === chosen || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="link"
                    aria-expanded={customer === chosen}
                    onClick={() => choose(customer === chosen ? null : customer)}
                  >
                    {customer}
                  </button>
                </th>
                {days.map((day) => (
                  <td key={day} data-weekend={isWeekend(day) || undefined}>
                    <Marks entries={byDay.get(day)} />
                  </td>
                ))}
              </tr>
              {customer === chosen && (
                <tr className="told">
                  <td colSpan={days.length + 1}>{story}</td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Marks({ entries }: { entries: SimulatedEntry[] | undefined }) {
  if (!entries) return null;
  const said = entries.map((entry) => [actionOf(entry), entry.subject ?? stepOf(entry), whyOf(entry)].filter(Boolean).join(' ')).join('\n');
  const kinds = entries.filter(({ action }) => action === 'send' || action === 'hold' || action === 'skip');
  const marks = kinds.length > 0 ? kinds : entries.slice(0, 1);
  return (
    <span className="marks" role="img" aria-label={said} title={said}>
      {marks.slice(0, 3).map((entry, i) => (
        <i key={`${entry.at} ${i}`} data-action={entry.action} />
      ))}
    </span>
  );
}

const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());
const monthOf = (day: string) =>
  new Intl.DateTimeFormat(undefined, { month: 'short', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
