import './undo.css';
import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { t } from '../strings';
import { sentence } from './format';
import { messageOf } from './messages';

const s = t.forms.undo;
const shownFor = 20_000;

type Done = { text: string; undo: () => Promise<void> };

const UndoContext = createContext<(done: Done) => void>(() => {});

/** Says what was just done, with the way back. */
export const useUndo = () => use(UndoContext);

/** Where the app says what was just done; it stays while somebody looks at it. */
export function UndoPlace({ children }: { children: ReactNode }) {
  const [done, setDone] = useState<Done | null>(null);
  const show = useCallback((next: Done) => setDone(next), []);
  return (
    <UndoContext value={show}>
      {children}
      <div role="status" className="undo-place">
        {done && <Toast key={done.text} done={done} close={() => setDone(null)} />}
      </div>
    </UndoContext>
  );
}

function Toast({ done, close }: { done: Done; close: () => void }) {
  const [state, setState] = useState<'open' | 'busy' | 'back'>('open');
  const [problem, setProblem] = useState<string | null>(null);
  const [isHeld, setHeld] = useState(false);
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    if (isHeld || state === 'busy' || problem) return;
    const end = setTimeout(() => latest.current(), state === 'back' ? shownFor / 5 : shownFor);
    return () => clearTimeout(end);
  }, [isHeld, state, problem]);
  const hold = useMemo(
    () => ({
      onMouseEnter: () => setHeld(true),
      onMouseLeave: () => setHeld(false),
      onFocus: () => setHeld(true),
      onBlur: () => setHeld(false),
    }),
    [],
  );
  const back = async () => {
    setState('busy');
    setProblem(null);
    try {
      await done.undo();
      setState('back');
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      setProblem(sentence(messageOf(error)));
      setState('open');
    }
  };
  return (
    <div className="undo" {...hold}>
      <span>{problem ?? (state === 'back' ? s.back : done.text)}</span>
      {state !== 'back' && (
        <Button size="compact-sm" variant="white" loading={state === 'busy'} onClick={() => void back()}>
          {s.undo}
        </Button>
      )}
      <ActionIcon variant="transparent" size="sm" aria-label={t.state.close} onClick={close}>
        <IconX size={15} aria-hidden />
      </ActionIcon>
    </div>
  );
}
