import { Alert, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useMay } from '../../access/session';
import { ApiError, api } from '../../api/client';
import { useCustomer, useJourneyNames } from '../../api/queries';
import type { Amount, CustomerRow, CustomerStory, StoryLine } from '../../api/types';
import { Breaks } from '../../parts/Breaks';
import { Confirm } from '../../parts/Confirm';
import { countryName, languageName, reasonBeside, sentence, useFormat, words } from '../../parts/format';
import { messageOf } from '../../parts/messages';
import { NotFound } from '../../parts/NotFound';
import { Page, Panel } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';
import { Actions } from './Actions';
import { Spent } from './Spent';

const s = t.customers;
const back = { to: '/customers', label: s.back };

export default function CustomerPage() {
  const { id = '' } = useParams();
  const customer = useCustomer(id);
  const format = useFormat();
  const erasedAt = erasedIn(customer.error);
  if (erasedAt) return <NotFound title={s.erased} text={s.erasedText(format.at(erasedAt))} back={back} />;
  return (
    <QueryState query={customer} isPage back={back}>
      {(story) => {
        const email = shown(story.profile.email);
        const name = shown(story.profile.name);
        return (
          <Page
            title={name || email || id}
            intro={name ? email : undefined}
            back={{ to: '/customers', label: s.title }}
            actions={<Actions id={id} story={story} />}
          >
            <Suppressed id={id} story={story} />
            <div className="two-columns">
              <Stack gap="md">
                <Next story={story} />
                <Story lines={story.timeline.toReversed().toSorted((a, b) => b.at.localeCompare(a.at))} />
              </Stack>
              <Stack gap="md">
                <Runs story={story} />
                <Profile profile={story.profile} />
                <Consent consent={story.consent} />
              </Stack>
            </div>
          </Page>
        );
      }}
    </QueryState>
  );
}

const erasedIn = (error: Error | null) =>
  error instanceof ApiError && error.status === 410 ? (error.body as { erased_at?: string } | null)?.erased_at : undefined;

function Suppressed({ id, story }: { id: string; story: CustomerStory }) {
  const queries = useQueryClient();
  const mayWrite = useMay('write');
  const lift = useMutation({
    mutationFn: (scope: string) => api.delete(`/customers/${encodeURIComponent(id)}/suppressions/${scope}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['customer', id] }),
  });
  return story.suppressions.map(({ scope, reason, may_lift, unsubscribed }) => (
    <Alert key={scope} color="red" mb="md" role="alert">
      <Group justify="space-between">
        <Text size="sm">{s.suppressed(s.actions.scopes[scope] ?? scope, words(reason))}</Text>
        {mayWrite && may_lift && (
          <Confirm
            label={s.actions.lift}
            about={s.actions.scopes[scope] ?? scope}
            question={unsubscribed ? s.actions.liftOwnSure : (s.actions.liftSure[scope] ?? s.actions.lift)}
            onYes={() => lift.mutate(scope)}
          />
        )}
      </Group>
      {!may_lift && <Text size="sm">{unsubscribed ? s.actions.theirsToLift : s.actions.nobodysToLift}</Text>}
      {lift.error && lift.variables === scope && <Text size="sm">{sentence(messageOf(lift.error))}</Text>}
    </Alert>
  ));
}

function Next({ story }: { story: CustomerStory }) {
  const format = useFormat();
  const nameOf = useJourneyNames();
  return (
    <Panel title={s.next}>
      {story.next.length === 0 && (
        <Text size="sm" c="dimmed">
          {s.noNext}
        </Text>
      )}
      <ol className="story">
        {story.next.map((line, i) => (
          <li key={`${line.at} ${line.journey} ${line.step} ${i}`} data-tone="quiet">
            <Text size="sm">{sentence(line.text)}</Text>
            <Text size="xs" c="dimmed">
              {[
                line.at && format.at(line.at),
                line.about && sentence(line.about),
                line.journey && nameOf(line.journey),
                // The step that is done says nothing where the text names the mail that follows it.
                line.step && !line.text.includes('“') && words(line.step),
              ]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

// The kind of a line about a mail is the mail's state.
const neverMade = ['skipped', 'expired'];
const toneOf = (kind: string) =>
  kind === 'held' || neverMade.includes(kind) ? 'quiet' : ['parked', 'rejected', 'uncertain'].includes(kind) ? 'bad' : undefined;

function Story({ lines }: { lines: StoryLine[] }) {
  const format = useFormat();
  return (
    <Panel title={s.story}>
      {lines.length === 0 && (
        <Text size="sm" c="dimmed">
          {s.noStory}
        </Text>
      )}
      <ol className="story">
        {lines.map((line, i) => (
          <li key={`${line.at} ${i}`} data-tone={toneOf(line.kind)}>
            <Text size="sm">{[sentence(line.text), line.amount && format.money(line.amount)].filter(Boolean).join(': ')}</Text>
            <Text size="xs" c="dimmed">
              {[format.at(line.at), reasonBeside(line.detail)].filter(Boolean).join(' · ')}
              {line.delivery && (
                <>
                  {' · '}
                  <Link className="text-link" to={`/deliveries/${encodeURIComponent(line.delivery)}`}>
                    {neverMade.includes(line.kind) ? s.seeWhy : s.openMail}
                  </Link>
                </>
              )}
            </Text>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Runs({ story }: { story: CustomerStory }) {
  const nameOf = useJourneyNames();
  return (
    <Panel title={s.runs}>
      {story.open_runs.length === 0 && (
        <Text size="sm" c="dimmed">
          {s.noRuns}
        </Text>
      )}
      <Stack gap={4}>
        {story.open_runs.map((run) => (
          <Link
            key={`${run.journey} ${run.step}`}
            className="text-link"
            to={`/journeys/${encodeURIComponent(run.journey)}${run.step ? `?step=${encodeURIComponent(run.step)}` : ''}`}
          >
            {[nameOf(run.journey), run.step && words(run.step)].filter(Boolean).join(' · ')}
          </Link>
        ))}
      </Stack>
    </Panel>
  );
}

function Profile({ profile: { not_counted, ...profile } }: { profile: CustomerRow }) {
  const said = {
    country: countryName(profile.country),
    ...(profile.locale && { locale: languageName(profile.locale) }),
    total_spent: <Spent total={profile.total_spent} notCounted={not_counted} />,
  };
  return <Facts title={s.profile} facts={profile} said={said} />;
}

/** What nobody said is neither a yes nor a no. */
function Consent({ consent: { paused_until, ...kinds } }: { consent: CustomerStory['consent'] }) {
  const said = (value: boolean | null) => (value === null ? s.notKnown : value ? s.yes : s.no);
  const facts = Object.fromEntries(Object.entries(kinds).map(([name, value]) => [name, said(value)]));
  return <Facts title={s.consent} facts={{ ...facts, paused_until }} labels={s.consents} />;
}

type FactsOf = { title: string; facts: Record<string, unknown>; said?: Record<string, ReactNode>; labels?: Record<string, string> };

function Facts({ title, facts, said = {}, labels = {} }: FactsOf) {
  const entries = Object.entries(facts).filter(([name, value]) => name !== 'id' && value !== null && value !== undefined && value !== '');
  const format = useFormat();
  if (entries.length === 0) return null;
  const written = (value: unknown) =>
    isAmount(value) ? format.money(value) : typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? format.at(value) : shown(value);
  return (
    <Panel title={title}>
      <dl className="facts">
        {entries.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{labels[name] ?? s.facts[name] ?? words(name)}</dt>
            <dd>{said[name] ?? <Breaks text={written(value)} />}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

const isAmount = (value: unknown): value is Amount =>
  value !== null && typeof value === 'object' && 'amount' in value && 'currency' in value;

function shown(value: unknown): string {
  if (value === null || value === undefined) return t.state.unknown;
  if (typeof value === 'boolean') return value ? s.yes : s.no;
  if (Array.isArray(value)) return value.length === 0 ? t.state.none : value.map(shown).join(', ');
  if (typeof value === 'object') {
    const inner = Object.entries(value);
    return inner.length === 0 ? t.state.none : inner.map(([name, each]) => `${name}: ${shown(each)}`).join(', ');
  }
  return String(value);
}
