import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { TemplateConflict } from '../../api/types';
import { whoAtStart } from '../../parts/format';
import { lineChanges } from '../../parts/lineChanges';
import { t } from '../../strings';
import type { TemplateEditor } from './useTemplateEditor';

const c = t.templateEditor.conflict;
const most = 12;

/** Two edited at once: who was first, what each of them changed, and which of the two is kept. */
export function Conflict({ conflict, editor }: { conflict: TemplateConflict; editor: TemplateEditor }) {
  const { seen, source, takeTheirs, save } = editor;
  return (
    <Alert color="red" title={c.title(conflict.edited_by && whoAtStart(conflict.edited_by))} mb="md" role="alert">
      <Stack gap="xs">
        <Text size="sm">{c.text}</Text>
        <Lines label={c.theirChanges} before={seen} after={conflict.theirs.source} />
        <Lines label={c.yourChanges} before={seen} after={source} />
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={takeTheirs}>
            {c.theirs}
          </Button>
          <Button size="xs" color="red.9" onClick={() => save.mutate(conflict.theirs.hash)}>
            {c.mine}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

function Lines({ label, before, after }: { label: string; before: string; after: string }) {
  const changes = lineChanges(before, after).filter(({ text }) => text.trim() !== '');
  return (
    <div>
      <Text size="sm">{label}</Text>
      <ul className="line-changes" aria-label={label}>
        {changes.slice(0, most).map(({ kind, text }, i) => (
          <li key={i}>{kind === 'removed' ? <del>{text.trim()}</del> : <ins>{text.trim()}</ins>}</li>
        ))}
        {changes.length === 0 && <li>{c.none}</li>}
        {changes.length > most && <li>{c.more(changes.length - most)}</li>}
      </ul>
    </div>
  );
}
