import { Button, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useMay } from '../../access/session';
import type { Welcome as Kept } from '../../api/types';
import { BrandForm } from '../../brand/BrandForm';
import { useBrand } from '../../brand/useBrand';
import { Page } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';
import { type StepName, steps, useProgress, useStoreSettings, useWelcome, wayOut } from './data';
import { EndStep } from './EndStep';
import { ReceiptStep } from './ReceiptStep';
import { ReplayStep } from './ReplayStep';
import { SenderStep } from './SenderStep';
import { SourceStep } from './SourceStep';
import { Going, Step } from './Step';
import './welcome.css';

const s = t.welcome;

/** The first run: what the shop is, and what its customers would have got. Where it stands is kept by the server. */
export default function Welcome() {
  const welcome = useWelcome();
  const progress = useProgress();
  const mayWrite = useMay('write');
  const go = useNavigate();
  return (
    <Page
      title={s.title}
      intro={s.intro}
      actions={
        <Button variant="default" onClick={() => void go(...wayOut('dismissed'))}>
          {s.leave}
        </Button>
      }
    >
      <QueryState query={welcome}>{(data) => <Wizard kept={data} keep={(step) => mayWrite && progress.mutate({ step })} />}</QueryState>
    </Page>
  );
}

/** The step in the address, else the one that the server kept. It changes only once the address does: what is not saved is asked about before. */
function Wizard({ kept, keep }: { kept: Kept; keep: (step: StepName) => void }) {
  const [params, setParams] = useSearchParams();
  const asked = params.get('step') as StepName;
  const step = steps.includes(asked) ? asked : (kept.step as StepName);
  const last = useRef(step);
  useEffect(() => {
    if (last.current !== step) keep(step);
    last.current = step;
  });
  // Each step is a place to come back to, the first one too.
  useEffect(() => {
    if (asked !== step) setParams({ step }, { replace: true });
  }, [asked, step, setParams]);
  const to = (name: StepName) => name !== step && setParams({ step: name });
  return (
    <>
      <Steps kept={kept} step={step} to={to} />
      <Shown key={step} step={step} to={to} />
    </>
  );
}

/** What is known to be done; a step that was skipped is not. Whether receipts are sent is answered by leaving that step. */
function useDone(kept: Kept): Record<StepName, boolean> {
  const brand = useBrand('default').data;
  const store = useStoreSettings().data;
  return {
    source: kept.source !== null || Number(kept.orders) > 0,
    brand: Boolean(brand?.edited_at),
    sender: Boolean(store?.from_address),
    receipt: true,
    replay: Boolean(kept.replay) || kept.replay_lost,
    end: kept.over === 'finished',
  };
}

function Steps({ kept, step, to }: { kept: Kept; step: StepName; to: (step: StepName) => void }) {
  const here = steps.indexOf(step);
  const done = useDone(kept);
  const isDone = (name: StepName, i: number) => i < here && done[name];
  return (
    <nav aria-label={s.stepsLabel}>
      <ol className="welcome-steps">
        {steps.map((name, i) => (
          <li key={name} data-state={isDone(name, i) ? 'done' : i === here ? 'here' : 'open'}>
            <button type="button" aria-current={i === here ? 'step' : undefined} onClick={() => to(name)}>
              <span className="welcome-dot" aria-hidden>
                {isDone(name, i) ? <IconCheck size={14} stroke={2.5} /> : i + 1}
              </span>
              <VisuallyHidden>{s.stepOf(i + 1, steps.length)}</VisuallyHidden>
              <span className="welcome-name">{s.steps[name]}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Shown({ step, to }: { step: StepName; to: (step: StepName) => void }) {
  const at = steps.indexOf(step);
  const next = () => to(steps[Math.min(at + 1, steps.length - 1)] ?? 'end');
  const back = at > 0 ? () => to(steps[at - 1] ?? 'source') : undefined;
  const go = { next, ...(back ? { back } : {}) };
  switch (step) {
    case 'source':
      return <SourceStep {...go} />;
    case 'brand':
      return (
        <Step title={s.brand.title} text={s.brand.text}>
          <BrandForm onSaved={next} saveLabel={s.brand.save} />
          <Going {...go} isSkip />
        </Step>
      );
    case 'sender':
      return <SenderStep {...go} />;
    case 'receipt':
      return <ReceiptStep {...go} />;
    case 'replay':
      return <ReplayStep {...go} />;
    case 'end':
      return <EndStep {...go} />;
  }
}
