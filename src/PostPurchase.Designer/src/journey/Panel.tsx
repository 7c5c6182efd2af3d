import './panel.css';
import { ActionIcon, Button, Title } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronsUp, IconCopy, IconTrash, IconX } from '@tabler/icons-react';
import { t } from '../strings';
import { BranchFields, SplitFields } from './fields/ArmFields';
import { WordField } from './fields/basic';
import { EmailFields } from './fields/EmailFields';
import { JourneyFields } from './fields/JourneyFields';
import { ExitFields, NotifyFields, UpdateFields, WebhookFields } from './fields/OtherFields';
import { WaitFields } from './fields/WaitFields';
import { findStep, type Path, type Step } from './model';
import { goToCards } from './narrow';
import type { Actions } from './useActions';
import { useDesignerContext } from './useDesigner';

const p = t.designer.panel;

/** The fields of the chosen step, or of the journey where none is chosen. */
export function Panel({ actions }: { actions: Actions }) {
  const { model } = useDesignerContext();
  const step = findStep(model, actions.chosen);
  return (
    <aside className="panel step-panel" aria-label={p.label}>
      <Button
        className="step-panel-back"
        hiddenFrom="md"
        variant="default"
        size="compact-sm"
        leftSection={<IconChevronsUp size={15} aria-hidden />}
        onClick={goToCards}
      >
        {p.back}
      </Button>
      <header>
        <Title order={2} lineClamp={1}>
          {step ? t.designer.kinds[step.kind] : p.journey}
        </Title>
        {step && <Buttons actions={actions} />}
      </header>
      <div className="step-panel-fields" key={step?.id ?? ''}>
        {step ? <StepFields step={step} actions={actions} /> : <JourneyFields />}
      </div>
    </aside>
  );
}

function Buttons({ actions }: { actions: Actions }) {
  const buttons = [
    { label: p.up, icon: IconArrowUp, act: () => actions.nudge(-1) },
    { label: p.down, icon: IconArrowDown, act: () => actions.nudge(1) },
    { label: p.copy, icon: IconCopy, act: actions.copy },
    { label: p.remove, icon: IconTrash, act: actions.remove },
    { label: p.close, icon: IconX, act: () => actions.choose(null) },
  ];
  return buttons.map(({ label, icon: Icon, act }) => (
    <ActionIcon key={label} variant="subtle" color="gray" onClick={act} aria-label={label} title={label}>
      <Icon size={16} aria-hidden />
    </ActionIcon>
  ));
}

function StepFields({ step, actions }: { step: Step; actions: Actions }) {
  const { set } = useDesignerContext();
  return (
    <>
      <KindFields step={step} path={[...step.path, step.kind]} />
      <WordField
        path={[...step.path, 'id']}
        label={p.id}
        description={p.idHint}
        onCommit={(id) => {
          set([...step.path, 'id'], id);
          actions.choose(id);
        }}
      />
    </>
  );
}

function KindFields({ step, path }: { step: Step; path: Path }) {
  switch (step.kind) {
    case 'email':
      return <EmailFields path={path} stepId={step.id} />;
    case 'wait':
      return <WaitFields path={path} />;
    case 'branch':
      return <BranchFields path={path} arms={step.arms} />;
    case 'split':
      return <SplitFields path={path} arms={step.arms} stepId={step.id} />;
    case 'update':
      return <UpdateFields path={path} />;
    case 'webhook':
      return <WebhookFields path={path} />;
    case 'notify':
      return <NotifyFields path={path} />;
    case 'exit':
      return <ExitFields path={path} />;
    default:
      return null;
  }
}
