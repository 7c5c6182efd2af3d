import { Button, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useMay } from '../../access/session';
import { BrandForm } from '../../brand/BrandForm';
import { Page } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { type StepName, steps, useProgress, useWelcome } from './data';
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
  const [asked, ask] = useParam('step');
  const go = useNavigate();
  const leave = () => {
    if (mayWrite && welcome.data?.over === null) progress.mutate({ over: 'dismissed' });
    void go('/');
  };
  return (
    <Page
      title={s.title}
      intro={s.intro}
      actions={
        <Button variant="default" onClick={leave}>
          {s.leave}
        </Button>
      }
    >
      <QueryState query={welcome}>
        {(data) => {
          const step = (steps as readonly string[]).includes(asked ?? '') ? (asked as StepName) : (data.step as StepName);
          const to = (name: StepName) => {
            ask(name);
            if (mayWrite) progress.mutate({ step: name });
          };
          return (
            <>
              <Steps step={step} to={to} />
              <Shown key={step} step={step} to={to} />
            </>
          );
        }}
      </QueryState>
    </Page>
  );
}

function Steps({ step, to }: { step: StepName; to: (step: StepName) => void }) {
  const here = steps.indexOf(step);
  return (
    <nav aria-label={s.stepsLabel}>
      <ol className="welcome-steps">
        {steps.map((name, i) => (
          <li key={name} data-state={i < here ? 'done' : i === here ? 'here' : 'ahead'}>
            <button type="button" aria-current={i === here ? 'step' : undefined} onClick={() => to(name)}>
              <span className="welcome-dot" aria-hidden>
                {i < here ? <IconCheck size={14} stroke={2.5} /> : i + 1}
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
