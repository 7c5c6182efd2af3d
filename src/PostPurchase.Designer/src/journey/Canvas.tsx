import '@xyflow/react/dist/base.css';
import './canvas.css';
import { Background, Controls, type Edge, MiniMap, type Node, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { t } from '../strings';
import { ArmPill, EndPill, Join, StepCard, TriggerCard } from './Cards';
import { type Box, boxId, layOut } from './layout';
import { findStep, type JourneyModel } from './model';
import { Palette } from './Palette';
import { PlusEdge } from './PlusEdge';
import { type Actions, ActionsContext } from './useActions';

const nodeTypes = { step: StepCard, trigger: TriggerCard, arm: ArmPill, join: Join, end: EndPill };
const edgeTypes = { plus: PlusEdge };
const manySteps = 14;

export function Canvas(props: { model: JourneyModel; actions: Actions }) {
  return (
    <ReactFlowProvider>
      <ActionsContext value={props.actions}>
        <Flow {...props} />
      </ActionsContext>
    </ReactFlowProvider>
  );
}

function Flow({ model, actions }: { model: JourneyModel; actions: Actions }) {
  const layout = useMemo(() => layOut(model.steps), [model.steps]);
  const nodes = useMemo<Node[]>(
    () =>
      layout.boxes.map((box) => ({
        id: box.id,
        type: box.kind,
        position: { x: box.x, y: box.y },
        width: box.width,
        height: box.height,
        data: box.kind === 'step' ? { step: box.step } : box.kind === 'arm' ? { arm: box.arm, share: box.share } : {},
        draggable: false,
        selectable: false,
        // The card inside is the thing to focus.
        focusable: false,
      })),
    [layout],
  );
  const edges = useMemo<Edge[]>(
    () =>
      layout.lines.map((line) => ({
        id: `${line.from}>${line.to}`,
        source: line.from,
        target: line.to,
        type: 'plus',
        data: { place: line.place },
        focusable: false,
      })),
    [layout],
  );
  return (
    <section className="canvas" aria-label={t.designer.canvas} onKeyDown={(event) => keys(event, actions)}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesConnectable={false}
        elementsSelectable={false}
        deleteKeyCode={null}
        panOnScroll
        minZoom={0.2}
        maxZoom={1.5}
        onlyRenderVisibleElements={nodes.length > 80}
        defaultViewport={{ x: 40, y: 24, zoom: 1 }}
        proOptions={{ hideAttribution: true }}
        onPaneClick={() => actions.choose(null)}
      >
        <Background gap={22} size={1} color="var(--line)" />
        <Palette />
        <Controls showInteractive={false} position="bottom-left" />
        {model.steps.length > manySteps && <MiniMap pannable zoomable position="bottom-right" nodeStrokeWidth={2} />}
        <Show
          model={model}
          boxes={layout.boxes}
          chosen={actions.chosen}
          width={Math.max(...layout.boxes.map((box) => box.x + box.width))}
        />
      </ReactFlow>
    </section>
  );
}

/** Centres the journey at first, and brings a chosen step into sight. */
type Shown = { model: JourneyModel; boxes: Box[]; chosen: string | null; width: number };

function Show({ model, boxes, chosen, width }: Shown) {
  const flow = useReactFlow();
  const before = useRef<number | null>(null);
  useEffect(() => {
    const canvas = document.querySelector('.canvas');
    if (!canvas || before.current === width) return;
    const view = flow.getViewport();
    const isFirst = before.current === null;
    const shift = isFirst ? 0 : (width - (before.current ?? width)) / 2;
    before.current = width;
    const zoom = isFirst ? Math.min(1, Math.max(0.5, (canvas.clientWidth - 48) / width)) : view.zoom;
    // At first it is centred; when it grows wider the eye stays where it is.
    void flow.setViewport(isFirst ? { x: (canvas.clientWidth - width * zoom) / 2, y: 24, zoom } : { ...view, x: view.x - shift * zoom });
  }, [flow, width]);
  useEffect(() => {
    const step = findStep(model, chosen);
    const box = step && boxes.find(({ id }) => id === boxId(step.path));
    if (!box) return;
    const { zoom } = flow.getViewport();
    const at = flow.flowToScreenPosition({ x: box.x, y: box.y });
    const frame = document.querySelector('.canvas')?.getBoundingClientRect();
    const isInSight = frame && at.y > frame.top && at.y + 100 < frame.bottom && at.x > frame.left && at.x + 200 < frame.right;
    if (!isInSight) void flow.setCenter(box.x + 136, box.y + 60, { zoom: Math.max(zoom, 0.8), duration: 200 });
  }, [flow, chosen, model, boxes]);
  return null;
}

function keys(event: KeyboardEvent, actions: Actions): void {
  const isCommand = event.ctrlKey || event.metaKey;
  const act =
    event.altKey && event.key === 'ArrowUp'
      ? () => actions.nudge(-1)
      : event.altKey && event.key === 'ArrowDown'
        ? () => actions.nudge(1)
        : !isCommand && event.key === 'ArrowDown'
          ? () => actions.walk(1)
          : !isCommand && event.key === 'ArrowUp'
            ? () => actions.walk(-1)
            : event.key === 'Delete' || event.key === 'Backspace'
              ? actions.remove
              : isCommand && event.key === 'c'
                ? actions.copy
                : isCommand && event.key === 'd'
                  ? actions.duplicate
                  : isCommand && event.key === 'v'
                    ? actions.pasteAfter
                    : event.key === 'Escape'
                      ? () => actions.choose(null)
                      : null;
  if (!act || (event.target as HTMLElement).closest('[role="menu"], input, textarea')) return;
  event.preventDefault();
  act();
}
