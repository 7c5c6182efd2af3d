import { Alert, Button, Checkbox, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../access/session';
import { api } from '../../api/client';
import type { GoLive as GoLiveAnswer } from '../../api/types';
import { Page, Panel } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { problemIn, SettingErrors, SettingList, useFieldInAddress } from '../../parts/SettingErrors';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';
import { DeliveryTable } from '../deliveries/DeliveryTable';
import { useGoLive } from './data';
import './welcome.css';

const s = t.welcome.live;
const modes = ['captured', 'redirect', 'approve', 'live'];
const tones: Record<string, 'good' | 'note' | 'bad'> = { ok: 'good', advice: 'note', wrong: 'bad' };

/** What will happen when mail really leaves, and the switch for it. */
export default function GoLive() {
  const live = useGoLive();
  return (
    <Page title={s.title} intro={s.intro}>
      <QueryState query={live}>
        {(data) => (
          <div className="go-live">
            <Stack gap="md">
              <Checks data={data} />
              <First data={data} />
            </Stack>
            <Change key={data.mode + data.next} data={data} />
            <Planned data={data} />
          </div>
        )}
      </QueryState>
    </Page>
  );
}

function Checks({ data }: { data: GoLiveAnswer }) {
  const countOf = (wanted: string) => data.checks.filter(({ state }) => state === wanted).length;
  const [wrong, advice] = [countOf('wrong'), countOf('advice')];
  return (
    <Panel title={s.checks}>
      <Text size="sm" mb="sm" fw={550}>
        {wrong > 0 ? s.missing(wrong) : advice > 0 ? s.okBut(advice) : s.ok}
      </Text>
      <ul className="welcome-checks">
        {data.checks.map(({ name, state, detail }) => {
          const words = s.check[name];
          const live = data.journeys.filter(({ status }) => status === 'live').length;
          const fact = detail ?? (name === 'journeys' && state === 'ok' ? s.journeysLive(live, data.journeys.length) : null);
          const text = state === 'wrong' ? words?.wrong : state === 'advice' ? words?.advice : null;
          return (
            <li key={name}>
              <Tag tone={tones[state] ?? 'note'}>{s.states[state] ?? state}</Tag>
              <span>
                <b>{words?.name ?? name}</b>
                {text && <small>{text}</small>}
                {fact && <small className="quiet">{fact}</small>}
                {state !== 'ok' && words?.to && (
                  <Link to={words.to} className="text-link">
                    {words.link}
                  </Link>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function First({ data }: { data: GoLiveAnswer }) {
  const isLive = data.journeys.filter(({ status }) => status === 'live');
  const isQuiet = data.runs_due === 0 && data.mails_due.length === 0;
  return (
    <Panel title={s.first}>
      <ul className="plain-list">
        <li>{s.journeysLive(isLive.length, data.journeys.length)}</li>
        {isLive.map(({ key, name }) => (
          <li key={key} className="inner">
            <Link to={`/journeys/${key}`} className="text-link">
              {name}
            </Link>
          </li>
        ))}
        <li>{s.inside(Number(data.inside))}</li>
        {data.mails_due.map(({ kind, count }) => (
          <li key={kind}>{s.due(Number(count), s.kinds[kind] ?? kind)}</li>
        ))}
        <li>{isQuiet ? s.nothingDue : s.runs(Number(data.runs_due))}</li>
        {(Number(data.late_runs) > 0 || Number(data.late_mails) > 0) && <li>{s.late(Number(data.late_runs), Number(data.late_mails))}</li>}
        {data.mode === 'captured' && <li>{s.captured}</li>}
      </ul>
    </Panel>
  );
}

// As wide as the page: its last column would not be seen beside the switch.
function Planned({ data }: { data: GoLiveAnswer }) {
  if (data.planned.length === 0) return null;
  return (
    <div className="go-live-planned">
      <Panel title={s.planned}>
        <DeliveryTable items={data.planned} />
      </Panel>
    </div>
  );
}

function Change({ data }: { data: GoLiveAnswer }) {
  const isAdmin = useMay('admin');
  const queries = useQueryClient();
  const [mode, setMode] = useState(data.mode);
  const [redirectTo, setRedirectTo] = useState(data.redirect_to ?? '');
  const [isSure, setSure] = useState(false);
  const change = useMutation({
    mutationFn: () => api.put<GoLiveAnswer>('/mail-mode', { mode, redirect_to: mode === 'redirect' ? redirectTo : null }),
    onSuccess: async (answer) => {
      queries.setQueryData(['go-live'], answer);
      if (answer.restarts) await backAgain(answer.next);
      await queries.invalidateQueries();
    },
  });
  useFieldInAddress();
  const isReal = mode === 'live' || mode === 'approve';
  const isWaiting = data.next !== data.mode;
  const isRefused = data.next.startsWith('refused: ');
  return (
    <Panel title={s.change}>
      <Stack gap="sm">
        {isWaiting && (
          <Alert color="yellow">
            {isRefused ? (
              <>
                {s.refused}
                <SettingList problems={[problemIn(data.next.slice('refused: '.length))]} />
              </>
            ) : (
              s.waits(s.names[data.next] ?? data.next)
            )}
          </Alert>
        )}
        <Radio.Group aria-label={s.change} value={mode} onChange={setMode}>
          <Stack gap={8}>
            {modes.map((one) => (
              <Radio
                key={one}
                id={one === mode ? 'mode' : undefined}
                value={one}
                label={s.modes[one]}
                disabled={!isAdmin || data.locked !== null}
              />
            ))}
          </Stack>
        </Radio.Group>
        {mode === 'redirect' && (
          <TextInput
            id="redirect_to"
            label={s.redirectTo}
            type="email"
            value={redirectTo}
            onChange={(event) => setRedirectTo(event.currentTarget.value)}
          />
        )}
        {data.locked ? (
          <Alert color="yellow">{data.locked}</Alert>
        ) : (
          <Text size="sm" c="dimmed">
            {data.restarts ? s.changeText : s.changeByHand}
          </Text>
        )}
        {isReal && mode !== data.mode && (
          <>
            <Text size="sm" fw={550}>
              {s.sure}
            </Text>
            <Checkbox label={s.sureTick} checked={isSure} onChange={(event) => setSure(event.currentTarget.checked)} />
          </>
        )}
        {change.error && <SettingErrors error={change.error} />}
        {isAdmin && data.locked === null && (mode !== data.mode || isWaiting || mode === 'redirect') && (
          <Button
            w="fit-content"
            loading={change.isPending}
            disabled={(isReal && mode !== data.mode && !isSure) || (mode === 'redirect' && !redirectTo.includes('@'))}
            onClick={() => change.mutate()}
          >
            {s.do(s.names[mode] ?? mode)}
          </Button>
        )}
        {change.isPending && (
          <Text size="sm" role="status">
            {s.restarting}
          </Text>
        )}
        {!isAdmin && <Text size="sm">{s.mayNot}</Text>}
        <details className="for-files">
          <summary>{s.snippet}</summary>
          <Text size="xs" c="dimmed" my={6}>
            {s.snippetText}
          </Text>
          <pre className="raw">{snippetOf(data, mode, redirectTo)}</pre>
        </details>
      </Stack>
    </Panel>
  );
}

const isWrong = (data: GoLiveAnswer, name: string) => data.checks.some((check) => check.name === name && check.state === 'wrong');
const isMissing = (data: GoLiveAnswer) => isWrong(data, 'base_url') || isWrong(data, 'transport');

// The lines that are missing, as they stand in the file.
function snippetOf(data: GoLiveAnswer, mode: string, redirectTo: string) {
  const store = isWrong(data, 'base_url') ? { Store: { BaseUrl: 'https://mail.your-shop.example' } } : {};
  const smtp = isWrong(data, 'transport')
    ? { Smtp: { Host: 'smtp.your-provider.example', Port: 587, User: 'your user', Password: 'your password' } }
    : {};
  const mail = isMissing(data)
    ? {}
    : { Mail: { Mode: mode, ...(mode === 'redirect' ? { RedirectTo: redirectTo || 'you@your-shop.example' } : {}) } };
  return JSON.stringify({ ...store, ...smtp, ...mail }, null, 2);
}

// Three minutes: what is under way may take long to end, above all on a slow machine.
const mostLooks = 180;

// The server ends what is under way before it begins anew: it is asked until it answers with the mode.
async function backAgain(mode: string) {
  for (let look = 0; look < mostLooks; look++) {
    await new Promise((done) => setTimeout(done, 1000));
    const answer = await api.get<GoLiveAnswer>('/go-live').catch(() => null);
    if (answer?.mode === mode) return;
  }
}
