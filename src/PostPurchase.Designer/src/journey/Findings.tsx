import { Alert, Stack } from '@mantine/core';
import type { LawFinding } from '../api/types';
import { FindingText } from '../parts/FindingText';
import { t } from '../strings';

const p = t.designer.publishing;

type Props = {
  findings: LawFinding[];
  /** Key of the journey. */
  journey: string;
  /** After somebody answered for one, or no longer does. */
  look: () => void;
};

/** What law or program terms say against putting a journey in force: what forbids it first. */
export function Findings({ findings, ...props }: Props) {
  return (
    <>
      <Those title={p.forbidden} color="red" findings={findings.filter(({ blocks }) => blocks)} {...props} />
      <Those title={p.warned} color="yellow" findings={findings.filter(({ blocks }) => !blocks)} {...props} />
    </>
  );
}

function Those({ title, color, findings, journey, look }: Props & { title: string; color: string }) {
  if (findings.length === 0) return null;
  return (
    <Alert color={color} title={title}>
      <Stack gap="sm">
        {findings.map((finding) => (
          <FindingText key={`${finding.id} ${finding.line}`} finding={finding} draft={journey} onChange={look} />
        ))}
      </Stack>
    </Alert>
  );
}
