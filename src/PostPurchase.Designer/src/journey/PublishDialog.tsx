import { Alert, Button, Group, Modal, Radio, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiError, api } from '../api/client';
import { useVersions } from '../api/queries';
import type { Published, PublishPlan, VersionRow } from '../api/types';
import { sentence, useFormat } from '../parts/format';
import { messageOf } from '../parts/messages';
import { Failed, Loading } from '../parts/QueryState';
import { t } from '../strings';
import { ChangeList } from './ChangeList';
import { firstOf } from './changeWords';
import { shortVersion } from './describe';
import { Findings } from './Findings';
import { ProblemPlace } from './ProblemList';
import { useDesignerContext, useWorkContext } from './useDesigner';

const d = t.designer;
const p = d.publishing;

/** Says what publishing would do before it does it: changes, who finishes where, what is in the way. */
export default function PublishDialog({ close }: { close: () => void }) {
  const { journey } = useDesignerContext();
  const { saving, begin, hold } = useWorkContext();
  const queries = useQueryClient();
  const path = `/journeys/${encodeURIComponent(journey.key)}`;
  const [note, setNote] = useState('');
  const plan = useMutation({
    // What is published is the stored draft: the last words go there first.
    mutationFn: async () => {
      const seen = await saving.flush();
      const ready = await api.get<PublishPlan>(`${path}/publish-plan`);
      return { ...ready, isTheirs: ready.revision !== seen };
    },
    // The plan names versions that came meanwhile; when and by whom they were published is asked anew with it.
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['versions', journey.key] }),
  });
  const { mutate: look } = plan;
  useEffect(() => look(), [look]);
  const publish = useMutation({
    mutationFn: (status: 'live' | null) =>
      api.post<Published>(`${path}/publish`, {
        revision: plan.data?.revision,
        expected_version: plan.data?.old_version,
        expected_hash: plan.data?.old_hash,
        status,
        note: note.trim() || null,
      }),
    // What was looked at is not there any more: what is there now is shown beside the reason.
    onError: (error) => isOvertaken(error) && look(),
  });
  useEffect(() => {
    hold(true);
    return () => hold(false);
  }, [hold]);
  const gone = [publish.error, plan.error].find((error) => error instanceof ApiError && error.status === 404);
  const leave = async () => {
    close();
    if (!publish.data && !gone && !plan.data?.isTheirs) return;
    await queries.invalidateQueries();
    begin();
  };
  return (
    <Modal opened onClose={leave} title={p.title} size={620} closeButtonProps={{ 'aria-label': t.state.close }}>
      {publish.data ? (
        <Done published={publish.data} leave={leave} />
      ) : gone ? (
        <Gone why={gone.message} leave={leave} />
      ) : plan.error ? (
        <Failed error={plan.error} retry={() => look()} />
      ) : plan.data ? (
        <Stack gap="md">
          {plan.data.isTheirs && <Alert color="yellow">{p.theirs}</Alert>}
          <Plan plan={plan.data} look={look} />
          <Textarea
            label={p.note}
            placeholder={p.notePlaceholder}
            maxLength={500}
            autosize
            minRows={1}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {publish.error && (
            <Alert color="red" role="alert">
              {messageOf(publish.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={leave}>
              {t.state.cancel}
            </Button>
            <Button
              variant={plan.data.status === 'draft' ? 'default' : 'filled'}
              disabled={!plan.data.can_publish}
              loading={publish.isPending}
              onClick={() => publish.mutate(null)}
            >
              {plan.data.status === 'draft' ? p.asDraft : p.go}
            </Button>
            {plan.data.status === 'draft' && (
              <Button disabled={!plan.data.can_publish} loading={publish.isPending} onClick={() => publish.mutate('live')}>
                {p.live}
              </Button>
            )}
          </Group>
        </Stack>
      ) : (
        <Loading />
      )}
    </Modal>
  );
}

/** Another version came into force (409), or the draft was saved or taken away (412), since this was looked at. */
const isOvertaken = (error: unknown) => error instanceof ApiError && (error.status === 409 || error.status === 412);

function Problems({ problems, color, title }: { problems: PublishPlan['problems']; color: string; title: string }) {
  if (problems.length === 0) return null;
  return (
    <Alert color={color} title={title}>
      {problems.map((problem) => (
        <Text size="sm" key={`${problem.line} ${problem.message}`}>
          {problem.message} <ProblemPlace {...problem} />
        </Text>
      ))}
    </Alert>
  );
}

function Plan({ plan, look }: { plan: PublishPlan; look: () => void }) {
  const format = useFormat();
  const versions = useVersions(plan.journey).data?.items ?? [];
  const known = (hash: string) => versions.find(({ version }) => version === hash);
  const insideOf = (hash: string, people: number) => {
    const row = known(hash);
    const short = shortVersion(hash);
    return p.insideVersion(row ? `${p.versionOf(row.by, format.at(row.at))} (${short})` : short, people);
  };
  const errors = plan.problems.filter(({ severity }) => severity === 'error');
  const warnings = plan.problems.filter(({ severity }) => severity === 'warning');
  // A text that is no YAML has no steps: against it everything, or nothing, would differ.
  const isRead = plan.version !== null || (plan.changes.length > 0 && !errors.some(({ code }) => code === 'PP100'));
  const isFirst = plan.old_version === null && firstOf(plan.changes) !== null;
  const changes = isFirst ? p.first : p.changes;
  return (
    <>
      <dl className="facts">
        {plan.old_version && (
          <>
            <dt>{p.inForce}</dt>
            <dd>
              <VersionName hash={plan.old_version} known={known(plan.old_version)} />
            </dd>
          </>
        )}
        {plan.version && (
          <>
            <dt>{p.fresh}</dt>
            <dd>
              <VersionName hash={plan.version} />
              {plan.version === plan.old_version && <span className="quiet"> · {p.same}</span>}
            </dd>
          </>
        )}
        <dt>{p.file}</dt>
        <dd>{plan.file}</dd>
      </dl>
      {plan.is_stale && <Alert color="yellow">{p.stale}</Alert>}
      {isRead && (
        <section aria-label={changes}>
          <Title order={2} mb={6}>
            {changes}
          </Title>
          <div className="scroll-y">
            <ChangeList changes={plan.changes} isFirst={isFirst} none={p.noChanges} />
          </div>
        </section>
      )}
      <section aria-label={p.people}>
        <Title order={2} mb={6}>
          {p.people}
        </Title>
        {plan.inside_total === 0 ? (
          <Text size="sm">{p.nobody}</Text>
        ) : (
          <Radio.Group value="finish" aria-label={p.people}>
            <Stack gap={8}>
              <Radio
                value="finish"
                label={p.finish(plan.inside_total)}
                description={plan.inside.map(({ version, people }) => insideOf(version, people)).join(' · ')}
                readOnly
              />
              <Radio
                value="move"
                label={p.move}
                description={plan.move.is_available ? undefined : p.moveLater}
                disabled={!plan.move.is_available}
              />
            </Stack>
          </Radio.Group>
        )}
      </section>
      <Problems problems={errors} color="red" title={p.blocked} />
      <Problems problems={warnings} color="yellow" title={p.toLookAt} />
      <Findings findings={plan.findings} journey={plan.journey} look={look} />
      {plan.why_not_writable && <Alert color="red">{plan.why_not_writable}</Alert>}
      {plan.status === 'draft' && plan.can_publish && (
        <Text size="sm" c="dimmed">
          {p.keepDraft}
        </Text>
      )}
    </>
  );
}

/** Of a version that is known when and by whom; the hash tells it from others of that day. */
function VersionName({ hash, known }: { hash: string; known?: VersionRow | undefined }) {
  const format = useFormat();
  return (
    <>
      {known && `${t.designer.history.by(known.by, format.at(known.at))} `}
      <Text span size="xs" c="dimmed">
        <code>{shortVersion(hash)}</code>
      </Text>
    </>
  );
}

/** The draft was put in force or thrown away while this page was open: there is nothing to try again, but something to see. */
function Gone({ why, leave }: { why: string; leave: () => void }) {
  return (
    <Stack gap="sm" role="alert">
      <Text>{sentence(why)}</Text>
      <Group justify="flex-end">
        <Button onClick={leave} data-autofocus>
          {p.seeInForce}
        </Button>
      </Group>
    </Stack>
  );
}

function Done({ published, leave }: { published: Published; leave: () => void }) {
  return (
    <Stack gap="sm">
      <Text>{p.done(shortVersion(published.version), published.file)}</Text>
      <Text size="sm" c="dimmed">
        {p.old(published.inside_old)} {p.nowIs[published.status]}
      </Text>
      <Group justify="flex-end">
        <Button onClick={leave} data-autofocus>
          {t.state.close}
        </Button>
      </Group>
    </Stack>
  );
}
