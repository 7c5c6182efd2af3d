import { Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import type { ReplayMail, SimulatedMail } from '../../api/types';
import { MailFrame, pictureOf } from '../../parts/MailFrame';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';
import { useReplayMails } from './data';

const s = t.welcome.replay;

const useMail = (id: string, number: number) =>
  useQuery({
    queryKey: ['simulated-mail', id, number],
    queryFn: () => api.get<SimulatedMail>(`/simulations/${id}/mails/${number}`),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Five mails of a replay as pictures of themselves; a press opens one large. */
export function FiveMails({ id, hint, chosen, choose }: { id: string; hint?: string; chosen?: number; choose?: (number: number) => void }) {
  const mails = useReplayMails(id, true);
  const [open, setOpen] = useState<number | null>(null);
  return (
    <QueryState query={mails}>
      {({ items }) =>
        items.length === 0 ? (
          <Text size="sm">{s.none}</Text>
        ) : (
          <>
            {hint && (
              <Text size="sm" c="dimmed" mb="sm">
                {hint}
              </Text>
            )}
            <ul className="five-mails" data-choice={choose !== undefined || undefined}>
              {items.map((mail) => (
                <li key={mail.number}>
                  <Card
                    id={id}
                    mail={mail}
                    isChosen={chosen === mail.number}
                    press={() => (choose ?? setOpen)(mail.number)}
                    isChoice={choose !== undefined}
                  />
                </li>
              ))}
            </ul>
            {open !== null && <Large id={id} number={open} close={() => setOpen(null)} />}
          </>
        )
      }
    </QueryState>
  );
}

function Card({
  id,
  mail,
  isChosen,
  isChoice,
  press,
}: {
  id: string;
  mail: ReplayMail;
  isChosen: boolean;
  isChoice: boolean;
  press: () => void;
}) {
  const content = useMail(id, mail.number);
  return (
    <button
      type="button"
      className="five-mail"
      data-chosen={isChosen || undefined}
      aria-pressed={isChoice ? isChosen : undefined}
      onClick={press}
    >
      <span className="five-picture" aria-hidden>
        {content.data?.html && <iframe title={mail.subject} tabIndex={-1} sandbox="" srcDoc={pictureOf(content.data.html)} />}
      </span>
      <span className="five-words">
        <b>{mail.subject}</b>
        <small>{mail.journey_name}</small>
        <small>
          {s.to(mail.to)} · {s.like(mail.count)}
        </small>
      </span>
    </button>
  );
}

function Large({ id, number, close }: { id: string; number: number; close: () => void }) {
  const [view, setView] = useState('desktop');
  const mail = useMail(id, number);
  return (
    <Modal
      opened
      onClose={close}
      size="min(960px, 96vw)"
      title={mail.data?.subject ?? ''}
      closeButtonProps={{ 'aria-label': t.state.close }}
    >
      <QueryState query={mail}>
        {(data) => (
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              {data.from} → {data.to}
            </Text>
            <SegmentedControl
              aria-label={t.welcome.mail.frame}
              size="xs"
              w="fit-content"
              data={[
                { value: 'desktop', label: s.desktop },
                { value: 'phone', label: s.phone },
                { value: 'text', label: s.plain },
              ]}
              value={view}
              onChange={setView}
            />
            {view === 'text' || !data.html ? (
              <pre className="raw">{data.text}</pre>
            ) : (
              <MailFrame html={data.html} title={data.subject} height={640} {...(view === 'phone' ? { width: 390 } : {})} />
            )}
          </Stack>
        )}
      </QueryState>
    </Modal>
  );
}
