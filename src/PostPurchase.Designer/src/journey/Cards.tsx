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
  IconWebhook,
} from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { StepNumbers } from '../api/types';
import { words } from '../parts/format';
import { t } from '../strings';
import { summaryOf, titleOf } from './describe';
import { type Arm, asValues, type Step, startsWith } from './model';
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

export function StepCard({ data }: NodeProps) {
  const step = data.step as Step;
  const { journey, problems } = useDesignerContext();
  const actions = useActionsContext();
  const isChosen = actions.chosen === step.id;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The keyboard follows the choice while it is on the canvas, and is not pulled out of the panel.
    if (isChosen && document.activeElement?.closest('.canvas')) button.current?.focus({ preventScroll: true });
  }, [isChosen]);
  const Icon = kindIcons[step.kind];
  const mine = problems.filter(
    (problem) => startsWith(problem.at, step.path) && !step.arms.some((arm) => startsWith(problem.at, [...arm.path, 'steps'])),
  );
  const numbers = journey.steps.find(({ id }) => id === step.id);
  return (
    <div className="card" data-kind={step.kind} data-chosen={isChosen || undefined} data-bad={mine.length > 0 || undefined}>
      <Ends />
      <button
        ref={button}
        type="button"
        className="card-body nodrag nopan"
        aria-pressed={isChosen}
        aria-label={[d.kinds[step.kind], titleOf(step), summaryOf(step), mine.length > 0 && t.journeys.problems(mine.length)]
          .filter(Boolean)
          .join(', ')}
        onClick={() => actions.choose(step.id)}
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
          <span className="card-kind">{d.kinds[step.kind]}</span>
          <span className="card-title">{titleOf(step)}</span>
          <span className="card-summary">{summaryOf(step)}</span>
        </span>
        {mine.length > 0 && (
          <span className="card-problem" title={mine[0]?.message}>
            {mine.length}
          </span>
        )}
      </button>
      <Numbers numbers={numbers} journey={journey.key} />
    </div>
  );
}

const drills: { name: 'waiting' | 'sent' | 'human_clicks' | 'held'; state: string | null }[] = [
  { name: 'waiting', state: null },
  { name: 'sent', state: 'accepted' },
  { name: 'human_clicks', state: null },
  { name: 'held', state: 'held' },
];

function Numbers({ numbers, journey }: { numbers: StepNumbers | undefined; journey: string }) {
  const shown = drills.filter(({ name }) => (numbers?.[name] ?? 0) > 0);
  if (!numbers || shown.length === 0) return null;
  return (
    <div className="card-numbers">
      {shown.map(({ name, state }) => {
        const text = `${numbers[name].toLocaleString()} ${d.numbers[name]}`;
        const to = `/deliveries?journey=${encodeURIComponent(journey)}&step=${encodeURIComponent(numbers.id)}`;
        return state ? (
          <Link key={name} to={`${to}&state=${state}`} className="nodrag nopan">
            {text}
          </Link>
        ) : (
          <span key={name}>{text}</span>
        );
      })}
    </div>
  );
}

export function TriggerCard() {
  const { model, problems } = useDesignerContext();
  const actions = useActionsContext();
  const trigger = asValues(model.value.trigger);
  const isBad = problems.some((problem) => problem.at.length > 0 && problem.at[0] !== 'steps');
  return (
    <div className="card trigger" data-chosen={actions.chosen === null || undefined} data-bad={isBad || undefined}>
      <Ends />
      <button type="button" className="card-body nodrag nopan" onClick={() => actions.choose(null)}>
        <span className="card-icon">
          <IconPlayerPlay size={17} stroke={1.8} aria-hidden />
        </span>
        <span className="card-text">
          <span className="card-title">
            {d.trigger} {d.options[String(trigger.on)] ?? words(String(trigger.on ?? ''))}
          </span>
          {trigger.if !== undefined && <span className="card-summary">{d.when(String(trigger.if))}</span>}
        </span>
      </button>
    </div>
  );
}

export function ArmPill({ data }: NodeProps) {
  const { label } = data.arm as Arm;
  return (
    <div className="pill" title={label}>
      <Ends />
      <span>{label === 'else' ? d.otherwise : label}</span>
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

const Ends = () => (
  <>
    <Handle type="target" position={Position.Top} isConnectable={false} />
    <Handle type="source" position={Position.Bottom} isConnectable={false} />
  </>
);
