import { Button, Group, Modal, Text } from '@mantine/core';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Blocker, type Location, useBlocker } from 'react-router';
import { t } from '../strings';

const s = t.forms.leave;

/**
 * Asks before a page with unsaved changes is left: by a link, the way back, or the window itself. `part` is a parameter of the address that names parts of the page, each of
 * which is left too. `save` is tried first where there is one: what it saves in a moment is not asked about. `letGo` lets the next way through, as after saving.
 */
export function useLeaveGuard(isChanged: boolean, part?: string, save?: () => Promise<unknown>) {
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
  const isSaved = useSavingFirst(blocker, isChanged, save);
  const question = blocker.state === 'blocked' && isChanged && !isSaved && <LeaveQuestion stay={blocker.reset} go={blocker.proceed} />;
  return {
    question,
    letGo: () => {
      isFree.current = true;
    },
  };
}

/** What is asked before anything is left with which unsaved changes go. */
export const LeaveQuestion = ({ stay, go }: { stay: () => void; go: () => void }) => (
  <Modal opened onClose={stay} title={s.title} centered>
    <Text size="sm">{s.text}</Text>
    <Group mt="md" gap="xs" justify="flex-end">
      <Button variant="default" color="red" onClick={go}>
        {s.go}
      </Button>
      <Button data-autofocus onClick={stay}>
        {s.stay}
      </Button>
    </Group>
  </Modal>
);

const moment = 1_500;

/**
 * Saves before the question is put, and goes on where that works; whether the question waits for it. What was saved by itself between the way out and the question is
 * not asked about either.
 */
function useSavingFirst(blocker: Blocker, isChanged: boolean, save: (() => Promise<unknown>) | undefined): boolean {
  const [isAsking, setAsking] = useState(false);
  const isBlocked = blocker.state === 'blocked';
  const isSaving = useRef(false);
  const latest = useRef({ blocker, save });
  useLayoutEffect(() => {
    latest.current = { blocker, save };
  });
  useEffect(() => {
    const first = latest.current.save;
    if (!isBlocked || !first) return;
    let isOver = false;
    isSaving.current = true;
    const ask = () => !isOver && setAsking(true);
    // A server that says nothing is waited for no longer than people wait.
    const timer = window.setTimeout(ask, moment);
    first().then(
      () => {
        if (!isOver) latest.current.blocker.proceed?.();
      },
      () => {
        isSaving.current = false;
        ask();
      },
    );
    return () => {
      isOver = true;
      isSaving.current = false;
      window.clearTimeout(timer);
      setAsking(false);
    };
  }, [isBlocked]);
  useEffect(() => {
    if (isBlocked && !isChanged && !isSaving.current) latest.current.blocker.proceed?.();
  }, [isBlocked, isChanged]);
  return save !== undefined && !isAsking;
}

const partOf = ({ search }: Location, name: string) => new URLSearchParams(search).get(name);
