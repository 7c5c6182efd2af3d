import { Alert, Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../access/session';
import { Confirm } from '../../parts/Confirm';
import { useFormat } from '../../parts/format';
import { messageOf } from '../../parts/messages';
import { t } from '../../strings';
import { useOfferNames } from '../offers/names';
import { type ConversionDetail, useSettle } from './data';

const m = t.commission.match;

/** Mails that an unmatched conversion may belong to; only a person says which. */
export function Match({ detail }: { detail: ConversionDetail }) {
  const { match } = useSettle(detail.conversion.id);
  const format = useFormat();
  const names = useOfferNames();
  const mayWrite = useMay('write');
  const [number, setNumber] = useState('');
  return (
    <section className="chain-part" aria-label={m.title}>
      <h3>{m.title}</h3>
      <Text size="sm" c="dimmed">
        {detail.candidates.length === 0 ? m.none : m.text}
      </Text>
      {detail.candidates.map((candidate) => (
        <div className="candidate" key={`${candidate.delivery} ${candidate.slot} ${candidate.clicked_at}`}>
          <div>
            <Link className="text-link" to={`/deliveries/${encodeURIComponent(candidate.delivery)}`}>
              {candidate.customer}
            </Link>
            <Text size="xs" c="dimmed">
              {m.clicked(candidate.offer ? names.offer(candidate.offer) : m.link(candidate.slot), format.at(candidate.clicked_at))}
            </Text>
          </div>
          {mayWrite && (
            <Confirm
              label={m.choose}
              about={candidate.customer}
              question={m.question}
              onYes={() => match.mutate({ delivery: candidate.delivery, slot: candidate.slot })}
            />
          )}
        </div>
      ))}
      {mayWrite && (
        <Group align="flex-end" mt="sm" gap="sm">
          <TextInput
            label={m.number}
            description={m.numberText}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value.trim())}
            inputMode="numeric"
          />
          <Button
            variant="default"
            disabled={number === ''}
            loading={match.isPending}
            onClick={() => match.mutate({ delivery: number, slot: null })}
          >
            {m.go}
          </Button>
        </Group>
      )}
      {match.error && (
        <Alert color="red" mt="sm" role="alert">
          {messageOf(match.error)}
        </Alert>
      )}
    </section>
  );
}

/** Takes back what somebody said of an unmatched conversion. */
export function Unmatch({ id }: { id: string }) {
  const { unmatch } = useSettle(id);
  const mayWrite = useMay('write');
  return (
    <div>
      <Group gap="xs">
        <Text size="sm">{m.byHand}</Text>
        {mayWrite && <Confirm label={m.undo} question={m.undoSure} onYes={() => unmatch.mutate()} />}
      </Group>
      {unmatch.error && (
        <Alert color="red" mt="xs" role="alert">
          {messageOf(unmatch.error)}
        </Alert>
      )}
    </div>
  );
}
