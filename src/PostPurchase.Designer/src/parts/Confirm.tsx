import { Button, Group, Popover, Text } from '@mantine/core';
import { useState } from 'react';
import { t } from '../strings';

type Props = {
  label: string;
  /** What tells it from others of the same label on the page, for who does not see what it stands beside. */
  about?: string;
  question: string;
  onYes: () => void;
};

/** A button that asks once more before what cannot be taken back. */
export function Confirm({ label, about, question, onYes }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} width={260} withArrow trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" aria-label={about && `${label}: ${about}`} onClick={() => setOpen(true)}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" mb="xs">
          {question}
        </Text>
        <Group gap="xs">
          <Button
            size="xs"
            color="red.9"
            onClick={() => {
              setOpen(false);
              onYes();
            }}
          >
            {label}
          </Button>
          <Button size="xs" variant="default" onClick={() => setOpen(false)}>
            {t.state.cancel}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
