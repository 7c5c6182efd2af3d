import { Button, Group, Popover, Text } from '@mantine/core';
import { useState } from 'react';
import { t } from '../strings';

/** A button that asks once more before what cannot be taken back. */
export function Confirm({ label, question, onYes }: { label: string; question: string; onYes: () => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} width={260} withArrow trapFocus>
      <Popover.Target>
        <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" mb="xs">
          {question}
        </Text>
        <Group gap="xs">
          <Button
            size="compact-xs"
            color="red.9"
            onClick={() => {
              setOpen(false);
              onYes();
            }}
          >
            {label}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setOpen(false)}>
            {t.state.cancel}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
