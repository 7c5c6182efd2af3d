import { Alert, Button, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../access/session';
import { api } from '../../api/client';
import type { Simulation } from '../../api/types';
import { Simulated } from '../../journey/Simulated';
import { messageOf } from '../../parts/messages';
import { t } from '../../strings';
import { isRunning, useReplay, useReplayMails, useWelcome } from './data';
import { FiveMails } from './FiveMails';
import { NoConsent } from './NoConsent';
import { type Go, Going, Step } from './Step';
import { byWeeks, isLong } from './weeks';
import '../../journey/designer.css';

const s = t.welcome.replay;

export function ReplayStep(go: Go) {
  const welcome = useWelcome();
  const queries = useQueryClient();
  const mayWrite = useMay('write');
  const hasOrders = Number(welcome.data?.orders ?? 0) > 0;
  const usual = hasOrders && welcome.data?.source !== 'sample' ? 'orders' : 'sample';
  const [source, setSource] = useState(usual);
  const id = welcome.data?.replay ?? null;
  const replay = useReplay(id);
  const start = useMutation({
    mutationFn: (of: string) => api.post<Simulation>('/replays', { source: of }),
    onSuccess: (simulation) => {
      queries.setQueryData(['simulation', simulation.id], simulation);
      void queries.invalidateQueries({ queryKey: ['welcome'] });
    },
  });
  const other = source === 'sample' ? 'orders' : 'sample';
  const play = (of: string) => {
    setSource(of);
    start.mutate(of);
  };
  const isBusy = start.isPending || isRunning(replay.data);
  const isOver = replay.data !== undefined && !isBusy;
  return (
    <Step title={s.title} text={s.text}>
      <Stack gap="md">
        {!isBusy && (
          <Group gap="sm">
            <Button
              size={isOver ? 'sm' : 'md'}
              variant={isOver ? 'default' : 'filled'}
              disabled={!mayWrite}
              leftSection={<IconPlayerPlay size={16} aria-hidden />}
              onClick={() => play(source)}
            >
              {isOver ? s.again : s.start}
            </Button>
            {(hasOrders || source === 'orders') && (
              <Button variant="subtle" disabled={!mayWrite} onClick={() => play(other)}>
                {s.other[other]}
              </Button>
            )}
            {!isOver && (
              <Text size="sm" c="dimmed">
                {s.of[source]}
              </Text>
            )}
          </Group>
        )}
        {start.error && (
          <Alert color="red" role="alert">
            {messageOf(start.error)}
          </Alert>
        )}
        {!isBusy && (replay.error !== null || welcome.data?.replay_lost) && <Alert color="yellow">{s.lost}</Alert>}
        {isBusy && <Playing progress={replay.data?.progress ?? 0} />}
        {isOver && replay.data && <Played simulation={replay.data} agreed={welcome.data?.replay_agreed ?? null} />}
      </Stack>
      <Going {...go} isSkip={!isOver} />
    </Step>
  );
}

function Playing({ progress }: { progress: number }) {
  const percent = Math.round(progress * 100);
  return (
    <Group gap="sm" role="status">
      <Text size="sm">{s.playing}</Text>
      <Progress value={percent} style={{ flex: 1 }} aria-label={s.playing} />
      <Text size="sm">{s.percent(percent)}</Text>
    </Group>
  );
}

/** What would really have happened. Where consent is not known, the mails are those of the same replay as if all had agreed. */
function Played({ simulation, agreed }: { simulation: Simulation; agreed: string | null }) {
  const id = agreed ?? simulation.id;
  const asIf = useReplay(agreed).data;
  const pictured = agreed ? asIf : simulation;
  const isThere = pictured !== undefined && pictured.totals !== null;
  const shown = useReplayMails(id, isThere);
  const count = shown.data?.items.length ?? 0;
  const title = agreed ? s.mailsAgreed(count) : s.mails(count);
  return (
    <>
      {agreed && <NoConsent />}
      {isRunning(asIf) && <Playing progress={asIf?.progress ?? 0} />}
      {isThere && (
        <section aria-label={title}>
          <Title order={3}>{title}</Title>
          <FiveMails id={id} hint={agreed ? s.mailsAgreedText : s.mailsText} />
        </section>
      )}
      {isLong(simulation) && (
        <Text size="sm" c="dimmed">
          {s.weeks}
        </Text>
      )}
      <Simulated simulation={byWeeks(simulation)} />
    </>
  );
}
