import './cards.css';
import { VisuallyHidden } from '@mantine/core';
import {
  IconArrowsSplit2,
  IconBell,
  IconClockHour4,
  IconDoorExit,
  IconGitBranch,
  IconMail,
  IconPlayerPlay,
  IconQuestionMark,
  IconUserEdit,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { createContext, use, useEffect, useRef } from 'react';
import type { Problem } from '../api/types';
import { words } from '../parts/format';
import { Words } from '../parts/Words';
import { t } from '../strings';
import { Numbers, WaitingBadge } from './CardNumbers';
import { conditionInWords } from './conditionWords';
import { armInWords, kickerOf, summaryOf, titleOf } from './describe';
import { inForce, useTests } from './inForce';
import type { Box } from './layout';
import { type Arm, asValues, type Step, startsWith, valueAt } from './model';
import { goToPanel } from './narrow';
import { useActionsContext } from './useActions';
import { useDesignerContext } from './useDesigner';

const d = t.designer;

export const kindIcons = {
  email: IconMail,
  wait: IconClockHour4,
  branch: IconGitBranch,
  split: IconArrowsSplit2,
  update: IconUserEdit,
  webhook: IconWebhook,
  notify: IconBell,
  exit: IconDoorExit,
  unknown: IconQuestionMark,
};

/** How loudly a card tells of its problems: warnings alone are no mistake. */
const toneOf = (problems: Problem[]) =>
  problems.length === 0 ? undefined : problems.some(({ severity }) => severity === 'error') ? 'bad' : 'note';

/** What stands on each card now, by the card's id. */
export const BoxesContext = createContext<ReadonlyMap<string, Box>>(new Map());

export function StepCard({ id }: NodeProps) {
  const box = use(BoxesContext).get(id);
  return box?.kind === 'step' ? <StepFace step={box.step} /> : null;
}

function StepFace({ step }: { step: Step }) {
  const { journey, problems } = useDesignerContext();
  const actions = useActionsContext();
  const { follower } = actions;
  const isChosen = actions.chosen === step.id;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isChosen) return;
    // The keyboard follows the choice while it is on the canvas or in a menu of it, and is not pulled out of the panel.
    const isFollowed = follower.current === step.id || document.activeElement?.closest('.canvas, [role="menu"]');
    follower.current = null;
    if (isFollowed) button.current?.focus({ preventScroll: true });
  }, [isChosen, follower, step.id]);
  const Icon = kindIcons[step.kind];
  const mine = problems.filter(
    (problem) => startsWith(problem.at, step.path) && !step.arms.some((arm) => startsWith(problem.at, [...arm.path, 'steps'])),
  );
  const numbers = journey.steps.find(({ id }) => id === step.id);
  return (
    <div className="card" data-kind={step.kind} data-chosen={isChosen || undefined} data-tone={toneOf(mine)}>
      <Ends />
      <button
        ref={button}
        type="button"
        className="card-body nodrag nopan"
        aria-pressed={isChosen}
        onClick={() => {
          actions.choose(step.id);
          goToPanel();
        }}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData('text/plain', step.id);
          event.dataTransfer.effectAllowed = 'move';
          actions.drag(step);
        }}
        onDragEnd={() => actions.drag(null)}
      >
        <span className="card-icon">
          <Icon size={17} stroke={1.8} aria-hidden />
        </span>
        <span className="card-text">
          <span className="card-kind">{kickerOf(step)}</span>
          <span className="card-title">
            <Words text={titleOf(step)} />
          </span>
          <span className="card-summary">{summaryOf(step)}</span>
        </span>
        {mine.length > 0 && (
          <span className="card-problem" title={mine.map(({ message }) => message).join('\n')}>
            {mine.length}
            <VisuallyHidden> {t.journeys.problemWord(mine.length)}</VisuallyHidden>
          </span>
        )}
      </button>
      <WaitingBadge numbers={numbers} />
      {step.kind === 'email' && <Numbers numbers={numbers} />}
    </div>
  );
}

export function TriggerCard() {
  const { journey, model, problems } = useDesignerContext();
  const actions = useActionsContext();
  const inside = journey.steps.reduce((sum, step) => sum + step.waiting, 0);
  const trigger = asValues(model.value.trigger);
  const mine = problems.filter((problem) => problem.at.length > 0 && problem.at[0] !== 'steps');
  return (
    <div className="card trigger" data-chosen={actions.chosen === null || undefined} data-tone={toneOf(mine)}>
      <Ends />
      <button
        type="button"
        className="card-body nodrag nopan"
        onClick={() => {
          actions.choose(null);
          goToPanel();
        }}
      >
        <span className="card-icon">
          <IconPlayerPlay size={17} stroke={1.8} aria-hidden />
        </span>
        <span className="card-text">
          <span className="card-title">
            {d.trigger} {d.options[String(trigger.on)] ?? words(String(trigger.on ?? ''))}
          </span>
          {trigger.if !== undefined && (
            <span className="card-summary" title={String(trigger.if)}>
              {d.when(conditionInWords(String(trigger.if)))}
            </span>
          )}
        </span>
      </button>
      {inside > 0 && (
        <button
          type="button"
          className="waiting nodrag nopan"
          onClick={() => actions.lookBehind({ step: null, what: 'people' })}
          aria-label={d.numbers.insideOf(inside)}
          title={d.numbers.insideOf(inside)}
        >
          <IconUsers size={12} stroke={2} aria-hidden /> {inside}
        </button>
      )}
    </div>
  );
}

export function ArmPill({ id }: NodeProps) {
  const box = use(BoxesContext).get(id);
  return box?.kind === 'arm' ? <ArmFace arm={box.arm} planned={box.share} /> : null;
}

function ArmFace({ arm, planned }: { arm: Arm; planned: number | undefined }) {
  const { label } = arm;
  const shown = armInWords(arm);
  const { journey, model } = useDesignerContext();
  const step = planned === undefined ? undefined : String(asValues(valueAt(model, arm.path.slice(0, -2))).id);
  const test = useTests().find((each) => each.kind === 'paths' && each.journey === journey.key && each.step === step);
  const moved = inForce(test)?.[label];
  const share = moved ?? planned;
  return (
    <div
      className="pill"
      data-winner={test?.winner === label || undefined}
      title={moved === undefined ? (shown === label ? label : `${shown}\n${label}`) : d.shareInForce(label, moved)}
    >
      <Ends />
      <span>
        {test?.winner === label && '★ '}
        {shown}
        {share !== undefined && ` · ${share}%`}
      </span>
    </div>
  );
}

export const EndPill = () => (
  <div className="pill end">
    <Ends />
    <span>{d.end}</span>
  </div>
);

export const Join = () => (
  <div className="join">
    <Ends />
  </div>
);

/** Where lines come in and leave, for the canvas to measure: no part of React Flow, since nobody draws lines here, and each of those listens to the whole canvas. */
const Ends = () => (
  <>
    <div className="react-flow__handle react-flow__handle-top target" data-handlepos="top" />
    <div className="react-flow__handle react-flow__handle-bottom source" data-handlepos="bottom" />
  </>
);
