import { Alert, Button, Code, CopyButton, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useMay } from '../../access/session';
import { ApiError, api } from '../../api/client';
import { useJourneys } from '../../api/queries';
import type { Page, ShopConnection, TestMail } from '../../api/types';
import { messageOf } from '../../parts/messages';
import { t } from '../../strings';
import { isRunning, useReplay, useReplayMails, useWelcome, wayOut } from './data';
import { FiveMails } from './FiveMails';
import { NoConsent } from './NoConsent';
import { type Go, Going, Step } from './Step';

const s = t.welcome.end;

export function EndStep({ back }: Go) {
  const go = useNavigate();
  return (
    <Step title={s.title} text={s.text}>
      <SendOne />
      <Title order={2} mt="xl" mb="sm">
        {s.next}
      </Title>
      <div className="welcome-next">
        <Journeys />
        <Hooks />
        <section className="panel welcome-told" aria-label={s.live}>
          <Title order={3}>{s.live}</Title>
          <Text size="sm">{s.liveText}</Text>
          <Link to="/go-live" className="text-link">
            {s.liveLink}
          </Link>
        </section>
      </div>
      <Going next={() => void go(...wayOut('finished'))} {...(back ? { back } : {})} label={s.finish} />
    </Step>
  );
}

function SendOne() {
  const welcome = useWelcome().data;
  const asIf = welcome?.replay_agreed ?? null;
  const id = asIf ?? welcome?.replay ?? null;
  const replay = useReplay(id);
  const mails = useReplayMails(id, replay.data?.totals !== null && replay.data !== undefined);
  const mayWrite = useMay('write');
  const [chosen, choose] = useState<number | null>(null);
  const [to, setTo] = useState('');
  const number = chosen ?? mails.data?.items[0]?.number ?? null;
  const send = useMutation({ mutationFn: () => api.post<TestMail>(`/replays/${id}/mails/${number}/send`, { to: to.trim() }) });
  // A page that was open for long may know a replay that the server does not.
  const isGone = send.error instanceof ApiError && send.error.status === 404;
  if (id === null || isGone || replay.error) return <NoReplay text={isGone || replay.error ? t.welcome.replay.lost : null} />;
  if (isRunning(replay.data) || replay.isLoading || mails.isLoading)
    return (
      <Text size="sm" role="status">
        {t.welcome.replay.playing}
      </Text>
    );
  if (number === null) return <NoReplay text={s.noMail} />;
  return (
    <form
      className="panel welcome-told"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      {asIf && <NoConsent />}
      <FiveMails
        id={id}
        {...(asIf ? { hint: t.welcome.replay.mailsAgreedText } : {})}
        chosen={number}
        choose={(one) => {
          choose(one);
          send.reset();
        }}
      />
      <Group align="flex-end" gap="sm">
        <TextInput
          label={s.to}
          type="email"
          autoComplete="email"
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          style={{ flex: '1 1 240px', maxWidth: 360 }}
        />
        <Button type="submit" loading={send.isPending} disabled={!to.includes('@') || !mayWrite}>
          {s.send}
        </Button>
      </Group>
      {send.error && (
        <Alert color="red" role="alert">
          {messageOf(send.error)}
        </Alert>
      )}
      {send.data && (
        <Alert color="pine" role="status">
          {send.data.outcome === 'captured' ? (
            <>
              {s.captured}{' '}
              <Link to={`/outbox/${send.data.where}`} className="text-link">
                {s.look}
              </Link>
            </>
          ) : (
            s.sent
          )}
        </Alert>
      )}
    </form>
  );
}

/** Where no mail can be chosen: why, and the way to where there are some. */
function NoReplay({ text }: { text: string | null }) {
  const isLost = useWelcome().data?.replay_lost ?? false;
  const queries = useQueryClient();
  // The step of the replay asks anew what there is.
  const ask = () => void queries.invalidateQueries({ queryKey: ['welcome'] });
  return (
    <Alert color="yellow">
      <Text size="sm">{text ?? (isLost ? t.welcome.replay.lost : s.noReplay)}</Text>
      <Link to="/welcome?step=replay" className="text-link" onClick={ask}>
        {s.play}
      </Link>
    </Alert>
  );
}

function Journeys() {
  const journeys = useJourneys();
  const queries = useQueryClient();
  const mayWrite = useMay('write');
  const take = useMutation({ mutationFn: () => api.post<Page<string>>('/welcome/journeys'), onSuccess: () => queries.invalidateQueries() });
  const items = journeys.data?.items ?? [];
  const isEmpty = journeys.data !== undefined && items.length === 0;
  const live = items.filter(({ status }) => status === 'live').length;
  return (
    <section className="panel welcome-told" aria-label={live > 0 ? t.nav.journeys : s.journeys}>
      <Title order={3}>{live > 0 ? t.nav.journeys : s.journeys}</Title>
      <Text size="sm">{isEmpty ? s.noJourneys : live > 0 ? t.welcome.live.journeysLive(live, items.length) : s.journeysText}</Text>
      {take.error && (
        <Alert color="red" role="alert">
          {messageOf(take.error)}
        </Alert>
      )}
      {take.data && (
        <Text size="sm" role="status">
          {s.taken(take.data.items.length)}
        </Text>
      )}
      {isEmpty ? (
        <Button variant="default" w="fit-content" disabled={!mayWrite} loading={take.isPending} onClick={() => take.mutate()}>
          {s.take}
        </Button>
      ) : (
        <Link to="/journeys" className="text-link">
          {t.nav.journeys}
        </Link>
      )}
    </section>
  );
}

function Hooks() {
  const shop = useWelcome().data?.shop ?? null;
  return (
    <section className="panel welcome-told" aria-label={s.hooks}>
      <Title order={3}>{s.hooks}</Title>
      {shop && <Text size="sm">{s.hooksText}</Text>}
      {shop ? <HooksOf shop={shop} /> : <Text size="sm">{s.hooksNone}</Text>}
    </section>
  );
}

function HooksOf({ shop }: { shop: ShopConnection }) {
  const [secret, setSecret] = useState('');
  const isAdmin = useMay('admin');
  const queries = useQueryClient();
  const keep = useMutation({
    mutationFn: () => api.put('/shop-connection/secret', { kind: null, url: null, token: null, secret: secret.trim() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['welcome'] }),
  });
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Code style={{ overflowWrap: 'anywhere' }}>{shop.hook}</Code>
        <CopyButton value={shop.hook}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy}>
              {copied ? t.welcome.sender.copied : t.welcome.sender.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
      {shop.takes_hooks ? (
        <Text size="sm">{s.hooksDone}</Text>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            keep.mutate();
          }}
        >
          <Stack gap="xs">
            <TextInput
              label={s.hooksSecret}
              description={shop.kind === 'shopify' ? s.hooksSecretShopify : s.hooksSecretWoo}
              autoComplete="off"
              value={secret}
              error={keep.error ? messageOf(keep.error) : null}
              onChange={(event) => setSecret(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" w="fit-content" disabled={!secret.trim() || !isAdmin} loading={keep.isPending}>
              {s.hooksKeep}
            </Button>
          </Stack>
        </form>
      )}
      <Text size="xs" c="dimmed">
        {s.hourly}
      </Text>
    </Stack>
  );
}
