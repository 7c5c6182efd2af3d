import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../access/session';
import { api } from '../api/client';
import { useJourneyNames } from '../api/queries';
import type { LawFinding } from '../api/types';
import { t } from '../strings';
import { Confirm } from './Confirm';
import { sentence, useFormat, words } from './format';
import { messageOf } from './messages';
import { Tag } from './Tag';

const s = t.offers.compliance;

type Props = {
  finding: LawFinding;
  /** The journey whose draft it is about. */
  draft?: string;
  withPlace?: boolean;
  /** After somebody answered for it, or no longer does. */
  onChange?: () => void;
};

/** What law or terms say, who answers for it, and the way to do so. */
export function FindingText({ finding, draft, withPlace, onChange }: Props) {
  const format = useFormat();
  const mayWrite = useMay('write');
  const [isAsking, setAsking] = useState(false);
  const { give, takeBack } = useOverride(finding, draft, () => {
    setAsking(false);
    onChange?.();
  });
  const { answer } = finding;
  return (
    <div className="finding-text">
      <Group gap={6}>
        <Tag tone={finding.blocks ? 'bad' : finding.reason ? 'quiet' : 'note'}>
          {finding.blocks ? s.blocks : finding.reason ? s.isAnswered : s.warns}
        </Tag>
        <Text size="sm" fw={600} span>
          {titleOf(finding)}
        </Text>
      </Group>
      {s.rules[finding.code] && <Text size="sm">{s.rules[finding.code]?.[1]}</Text>}
      <Place finding={finding} />
      <details>
        <summary>
          <Text size="xs" c="dimmed" span>
            {s.found}
          </Text>
        </summary>
        <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
          {sentence(finding.message)}
        </Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {finding.code} {finding.rule} · {finding.source}
          {withPlace && ` · ${finding.file}:${finding.line}:${finding.column}`}
        </Text>
      </details>
      {finding.reason && (
        <Text size="sm" mt={4}>
          {answer ? s.answeredBy(answer.by, format.at(answer.at), finding.reason) : s.answered(finding.reason)}
        </Text>
      )}
      {mayWrite && !finding.reason && (
        <Button mt={6} size="compact-xs" variant="default" onClick={() => setAsking(true)}>
          {s.override}
        </Button>
      )}
      {mayWrite && answer && (
        <Group mt={6}>
          <Confirm label={s.takeBack} question={s.takeBackSure} onYes={() => takeBack.mutate(answer.id)} />
        </Group>
      )}
      {takeBack.error && <Wrong error={takeBack.error} />}
      {isAsking && <Ask finding={finding} give={give} close={() => setAsking(false)} />}
    </div>
  );
}

/** The rule as a sentence; of a rule that is newer than this page its own name. */
const titleOf = ({ code, rule }: LawFinding) => s.rules[code]?.[0] ?? sentence(rule);

/** Leads to the step, and to the mail, that it is about. */
function Place({ finding: { journey, step, template } }: { finding: LawFinding }) {
  const nameOf = useJourneyNames();
  return (
    <Group gap="xs">
      {journey && (
        <Link to={`/journeys/${encodeURIComponent(journey)}${step ? `?step=${encodeURIComponent(step)}` : ''}`} className="text-link">
          <Text size="xs" span>
            {[nameOf(journey), step && words(step)].filter(Boolean).join(' › ')}
          </Text>
        </Link>
      )}
      {template && (
        <Link to={`/templates/${encodeURIComponent(template)}`} className="text-link">
          <Text size="xs" span>
            {s.inMail(words(template))}
          </Text>
        </Link>
      )}
    </Group>
  );
}

function Ask({ finding, give, close }: { finding: LawFinding; give: ReturnType<typeof useOverride>['give']; close: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <Modal opened onClose={close} title={s.title(titleOf(finding))} closeButtonProps={{ 'aria-label': t.state.close }}>
      <Stack gap="sm">
        <Text size="sm">{sentence(finding.message)}</Text>
        <Text size="xs" c="dimmed">
          {finding.code} {finding.rule} · {finding.source}
        </Text>
        <Text size="sm" c="dimmed">
          {s.bound}
        </Text>
        <Textarea
          label={s.reason}
          description={s.reasonText}
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {give.error && <Wrong error={give.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t.state.cancel}
          </Button>
          <Button disabled={reason.trim().length < 3} loading={give.isPending} onClick={() => give.mutate(reason.trim())}>
            {s.go}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const Wrong = ({ error }: { error: Error }) => (
  <Alert color="red" role="alert">
    {messageOf(error)}
  </Alert>
);

function useOverride(finding: LawFinding, draft: string | undefined, onDone: () => void) {
  const queries = useQueryClient();
  const onSuccess = () => {
    for (const key of ['compliance', 'preview']) void queries.invalidateQueries({ queryKey: [key] });
    onDone();
  };
  const give = useMutation({
    mutationFn: (reason: string) => api.post('/compliance/overrides', { finding: finding.id, reason, journey: draft ?? finding.journey }),
    onSuccess,
  });
  const takeBack = useMutation({ mutationFn: (id: string) => api.delete(`/compliance/overrides/${id}`), onSuccess });
  return { give, takeBack };
}
