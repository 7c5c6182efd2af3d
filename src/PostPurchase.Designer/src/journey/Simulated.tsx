import './simulated.css';
import { Alert, Modal, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api/client';
import { useJourneyNames } from '../api/queries';
import type { SimulatedEntry, SimulatedMail, Simulation } from '../api/types';
import { reasonOf, useFormat, words } from '../parts/format';
import { MailFrame } from '../parts/MailFrame';
import { QueryState } from '../parts/QueryState';
import { t } from '../strings';
import { Calendar } from './Calendar';
import { actionOf, stepOf, whyOf } from './simulatedWords';

const s = t.designer.simulating;

/** What came of a simulation: figures, mails a day, reasons, and a calendar for each person. */
export function Simulated({ simulation }: { simulation: Simulation }) {
  const format = useFormat();
  const [person, setPerson] = useState<string | null>(null);
  const [mail, setMail] = useState<number | null>(null);
  const { totals, people, buyers } = simulation;
  if (!totals)
    return <Alert color={simulation.state === 'failed' ? 'red' : 'yellow'}>{simulation.error ?? s.states[simulation.state]}</Alert>;
  const chosen = people.find(({ customer }) => customer === person) ?? (people.length === 1 ? people[0] : undefined);
  return (
    <>
      {simulation.state === 'stopped' && <Alert color="yellow">{s.states.stopped}</Alert>}
      {buyers && buyers.played < buyers.all && <Text size="sm">{s.buyers(format.number(buyers.played), format.number(buyers.all))}</Text>}
      <div className="figures">
        {(['people', 'entered', 'sent', 'held', 'skipped', 'finished', 'exited'] as const).map((name) => (
          <div key={name}>
            <Text size="xs" c="dimmed">
              {s.totals[name]}
            </Text>
            <span className="figure">{format.number(totals[name])}</span>
          </div>
        ))}
      </div>
      <PerDay simulation={simulation} />
      {simulation.reasons.length > 0 && (
        <section aria-label={s.reasons}>
          <Title order={2} mb="xs">
            {s.reasons}
          </Title>
          <ul className="reasons">
            {simulation.reasons.slice(0, 12).map(({ action, reason, count }) => (
              <li key={`${action} ${reason}`}>
                <b>{format.number(count)}</b> <span className="quiet">{s.became[action]}</span> {reasonOf(reason)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label={s.people}>
        <Title order={2} mb="xs">
          {s.people}
        </Title>
        {people.length === 0 ? (
          <Text size="sm">{s.nobody}</Text>
        ) : (
          <Calendar
            simulation={simulation}
            chosen={chosen?.customer ?? null}
            choose={setPerson}
            story={chosen && <Story key={chosen.customer} {...chosen} isAskedFor={person !== null} show={setMail} />}
          />
        )}
      </section>
      {mail !== null && <MailModal id={simulation.id} number={mail} close={() => setMail(null)} />}
    </>
  );
}

function PerDay({ simulation }: { simulation: Simulation }) {
  const top = Math.max(1, ...simulation.mails_per_day.map((day) => day.sent + day.held + day.skipped));
  const part = (count: number) => ({ height: `${(count / top) * 100}%` });
  return (
    <section aria-label={s.perDay}>
      <Title order={2} mb="xs">
        {s.perDay}
      </Title>
      <div className="day-bars">
        {simulation.mails_per_day.map(({ day, sent, held, skipped }) => (
          <span key={day} role="img" aria-label={s.dayOf(day, sent, held, skipped)} title={s.dayOf(day, sent, held, skipped)}>
            <i data-action="skip" style={part(skipped)} />
            <i data-action="hold" style={part(held)} />
            <i data-action="send" style={part(sent)} />
          </span>
        ))}
      </div>
      <p className="legend">
        {(['send', 'hold', 'skip'] as const).map((action) => (
          <span key={action}>
            <i data-action={action} /> {s.became[action]}
          </span>
        ))}
      </p>
    </section>
  );
}

type StoryProps = { customer: string; entries: SimulatedEntry[]; isAskedFor: boolean; show: (mail: number) => void };

/** One person's days in words. */
function Story({ customer, entries, isAskedFor, show }: StoryProps) {
  const format = useFormat();
  const journeyName = useJourneyNames();
  const story = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isAskedFor) story.current?.scrollIntoView({ block: 'nearest' });
  }, [isAskedFor]);
  return (
    <section ref={story} aria-label={customer}>
      <ol className="story">
        {entries.map((entry, i) => (
          <li key={`${entry.at} ${i}`} data-tone={entry.action === 'send' ? 'good' : entry.action === 'skip' ? 'bad' : 'quiet'}>
            <Text size="sm">
              {actionOf(entry)}{' '}
              {entry.mail !== null ? (
                <button type="button" className="link" onClick={() => show(entry.mail ?? 0)}>
                  “{entry.subject}”
                </button>
              ) : (
                <b>{stepOf(entry)}</b>
              )}
              {entry.reason && <span className="quiet"> {whyOf(entry)}</span>}
            </Text>
            <Text size="xs" c="dimmed">
              {format.at(entry.at)} · {journeyName(entry.journey)}
              {Object.entries(entry.variants).map(([name, variant]) => ` · ${words(name)}: ${words(variant)}`)}
            </Text>
          </li>
        ))}
      </ol>
    </section>
  );
}

function MailModal({ id, number, close }: { id: string; number: number; close: () => void }) {
  const [view, setView] = useState('html');
  const mail = useQuery({
    queryKey: ['simulated-mail', id, number],
    queryFn: () => api.get<SimulatedMail>(`/simulations/${id}/mails/${number}`),
  });
  return (
    <Modal opened onClose={close} size={760} title={mail.data?.subject ?? s.mail} closeButtonProps={{ 'aria-label': t.state.close }}>
      <QueryState query={mail}>
        {(data) => (
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              {data.from} → {data.to}
            </Text>
            <SegmentedControl
              aria-label={s.mail}
              size="xs"
              w="fit-content"
              data={[
                { value: 'html', label: t.templates.desktop },
                { value: 'text', label: t.templates.text },
              ]}
              value={view}
              onChange={setView}
            />
            {view === 'html' && data.html ? (
              <MailFrame html={data.html} title={data.subject} height={560} />
            ) : (
              <pre className="raw">{data.text}</pre>
            )}
          </Stack>
        )}
      </QueryState>
    </Modal>
  );
}
