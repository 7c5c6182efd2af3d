import { Button, Group, Modal, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useBlocker } from 'react-router';
import { t } from '../strings';

const s = t.forms.leave;

/** Asks before a page with unsaved changes is left: by a link, the way back, or the window itself. `letGo` lets the next way through, as after saving. */
export function useLeaveGuard(isChanged: boolean) {
  const isFree = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isChanged && !isFree.current && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    isFree.current = false;
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isChanged]);
  const question = blocker.state === 'blocked' && (
    <Modal opened onClose={blocker.reset} title={s.title} centered>
      <Text size="sm">{s.text}</Text>
      <Group mt="md" gap="xs" justify="flex-end">
        <Button variant="default" color="red" onClick={blocker.proceed}>
          {s.go}
        </Button>
        <Button data-autofocus onClick={blocker.reset}>
          {s.stay}
        </Button>
      </Group>
    </Modal>
  );
  return {
    question,
    letGo: () => {
      isFree.current = true;
    },
  };
}
