import { Button, Group, Modal, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { type Location, useBlocker } from 'react-router';
import { t } from '../strings';

const s = t.forms.leave;

/**
 * Asks before a page with unsaved changes is left: by a link, the way back, or the window itself. `part` is a parameter of the address that names parts of the page, each of
 * which is left too. `letGo` lets the next way through, as after saving.
 */
export function useLeaveGuard(isChanged: boolean, part?: string) {
  const isFree = useRef(false);
  const isElsewhere = (one: Location, other: Location) =>
    one.pathname !== other.pathname || (part !== undefined && partOf(one, part) !== partOf(other, part));
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isChanged && !isFree.current && isElsewhere(currentLocation, nextLocation),
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

const partOf = ({ search }: Location, name: string) => new URLSearchParams(search).get(name);
