import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useFormat, whoAtStart } from '../parts/format';
import { t } from '../strings';
import { ChangeList } from './ChangeList';
import { useWorkContext } from './useDesigner';

const c = t.designer.conflict;

/** Two edited at once: who was first, who changed what, and which of the two is kept. */
export function Conflict() {
  const { saving } = useWorkContext();
  const format = useFormat();
  const { conflict } = saving;
  if (!conflict) return null;
  return (
    <Alert
      color="yellow"
      title={conflict.edited_by ? c.title(whoAtStart(conflict.edited_by), format.at(conflict.edited_at)) : c.gone}
      role="alert"
      mb="sm"
    >
      <Stack gap="xs">
        <Text size="sm">{conflict.yours ? c.theirChanges(conflict.edited_by) : c.text}</Text>
        <ChangeList changes={conflict.changes} none={c.none} />
        {conflict.yours && (
          <>
            <Text size="sm">{c.yourChanges}</Text>
            <ChangeList changes={conflict.yours} none={c.none} />
          </>
        )}
        <Group gap="xs">
          <Button size="xs" onClick={saving.takeTheirs}>
            {c.theirs}
          </Button>
          <Button size="xs" variant="default" onClick={saving.keepMine}>
            {c.mine}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
