import '@xyflow/react/dist/base.css';
import './canvas.css';
import {
  Background,
  Controls,
  type Edge,
  MiniMap,
  type Node,
  type NodeHandle,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useFormat } from '../parts/format';
import { t } from '../strings';
import { ArmPill, BoxesContext, EndPill, Join, StepCard, TriggerCard } from './Cards';
import { figuresOf, rowsOf } from './figures';
import {
  type Box,
  boxId,
  isTooWide,
  type Layout,
  layOut,
  leastZoom,
  openingTop,
  openingZoom,
  type RowsOf,
  shapeOf,
  sizeOf,
} from './layout';
import { allSteps, findStep, type JourneyModel } from './model';
import { Palette } from './Palette';
import { type PlaceActions, PlaceActionsContext, PlusEdge } from './PlusEdge';
import { type Actions, ActionsContext } from './useActions';
import { useDesignerContext } from './useDesigner';
import { WideHint } from './WideHint';

// Each looks up by itself what it says: the canvas has nothing new to tell it.
const nodeTypes = { step: memo(StepCard), trigger: memo(TriggerCard), arm: memo(ArmPill), join: memo(Join), end: memo(EndPill) };
const edgeTypes = { plus: PlusEdge };
const manySteps = 14;
const phone = 420;
/** A map that leaves a phone's canvas some room. */
const small = { width: 110, height: 80 };

type Props = { model: JourneyModel; actions: Actions };
type Picture = { nodes: Node[]; edges: Edge[] };

export function Canvas({ model, actions }: Props) {
  const rows = useRows();
  const layout = useMemo(() => layOut(model.steps, rows), [model.steps, rows]);
  const picture = usePicture(layout);
  return (
    // Whatever the canvas can know before it is on the screen it is told: cards and lines are there at once, and are drawn once.
    <ReactFlowProvider
      initialNodes={picture.nodes}
      initialEdges={picture.edges}
      initialWidth={window.innerWidth}
      initialHeight={window.innerHeight}
    >
      <ActionsContext value={actions}>
        <Flow model={model} actions={actions} layout={layout} picture={picture} />
      </ActionsContext>
    </ReactFlowProvider>
  );
}

function Flow({ model, actions, layout, picture }: Props & { layout: Layout; picture: Picture }) {
  const { nodes, edges } = picture;
  const boxes = useMemo(() => new Map(layout.boxes.map((box) => [box.id, box])), [layout]);
  const whole = useMemo(() => sizeOf(layout), [layout]);
  const { width } = whole;
  const canvas = useStore((state) => state.width);
  const canvasHeight = useStore((state) => state.height);
  const isWide = isTooWide(canvas, width);
  const isLong = useMemo(() => allSteps(model.steps).length > manySteps, [model.steps]);
  const placing = usePlaceActions(actions);
  return (
    <BoxesContext value={boxes}>
      <PlaceActionsContext value={placing}>
        <section className="canvas" aria-label={t.designer.canvas} onKeyDown={(event) => keys(event, actions)}>
          <Palette />
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            nodesConnectable={false}
            elementsSelectable={false}
            deleteKeyCode={null}
            panOnScroll
            minZoom={leastZoom({ width: canvas, height: canvasHeight }, whole)}
            maxZoom={1.5}
            onlyRenderVisibleElements={nodes.length > 80}
            defaultViewport={{ x: 40, y: 24, zoom: 1 }}
            proOptions={{ hideAttribution: true }}
            onPaneClick={() => actions.choose(null)}
          >
            <Background gap={22} size={1} color="var(--line)" />
            <Controls showInteractive={false} position="bottom-left" />
            {(isLong || isWide) && (
              <MiniMap pannable zoomable position="bottom-right" nodeStrokeWidth={2} style={canvas < phone ? small : undefined} />
            )}
            {/* Only the opening leaves room for it above the cards. */}
            {isWide && !actions.chosen && <WideHint {...whole} />}
            <Show model={model} boxes={layout.boxes} chosen={actions.chosen} width={width} />
          </ReactFlow>
        </section>
      </PlaceActionsContext>
    </BoxesContext>
  );
}

/** How many rows of numbers each mail has now. */
function useRows(): RowsOf {
  const { steps } = useDesignerContext().journey;
  const format = useFormat();
  // Numbers change every few seconds; the picture does only where a row comes or goes.
  const key = JSON.stringify(steps.map((numbers) => [numbers.id, rowsOf(figuresOf(numbers, format))]));
  return useMemo(() => {
    const rows = new Map<string, number>(JSON.parse(key));
    return ({ id }) => rows.get(id) ?? 1;
  }, [key]);
}

/** Cards and lines for the canvas; the very same ones as long as nothing moves: what is written on a card, the card looks up itself. */
function usePicture(layout: Layout): Picture {
  const shape = shapeOf(layout);
  const [drawn, setDrawn] = useState(() => ({ shape, ...pictureOf(layout) }));
  if (drawn.shape === shape) return drawn;
  const next = { shape, ...pictureOf(layout) };
  setDrawn(next);
  return next;
}

const pictureOf = ({ boxes, lines }: Layout): Picture => ({
  nodes: boxes.map((box) => ({
    id: box.id,
    type: box.kind,
    position: { x: box.x, y: box.y },
    width: box.width,
    height: box.height,
    measured: { width: box.width, height: box.height },
    handles: endsOf(box),
    data: {},
    draggable: false,
    selectable: false,
    // The card inside is the thing to focus.
    focusable: false,
  })),
  edges: lines.map((line) => ({
    id: `${line.from}>${line.to}`,
    source: line.from,
    target: line.to,
    type: 'plus',
    data: { place: line.place },
    focusable: false,
  })),
});

/** Where lines come in and leave, as `Ends` has it on the screen: a little off the card. */
const endsOf = ({ width, height }: Box): NodeHandle[] => [
  { type: 'target', position: Position.Top, x: width / 2, y: -off, width: 0, height: 0 },
  { type: 'source', position: Position.Bottom, x: width / 2, y: height + off, width: 0, height: 0 },
];
const off = 1.5;

/** What the buttons on the lines do; new for them only when something is dragged or copied. */
function usePlaceActions(actions: Actions): PlaceActions {
  const latest = useRef(actions);
  useLayoutEffect(() => {
    latest.current = actions;
  });
  const { dragged, copied } = actions;
  return useMemo(
    () => ({
      dragged,
      copied,
      add: (kind, place) => latest.current.add(kind, place),
      paste: (place) => latest.current.paste(place),
      drop: (place) => latest.current.drop(place),
    }),
    [dragged, copied],
  );
}

/** Centres the journey at first, and brings a chosen step into sight. */
type Shown = { model: JourneyModel; boxes: Box[]; chosen: string | null; width: number };

function Show({ model, boxes, chosen, width }: Shown) {
  const flow = useReactFlow();
  const before = useRef<number | null>(null);
  useEffect(() => {
    const canvas = document.querySelector('.canvas > .react-flow');
    if (!canvas || before.current === width) return;
    const view = flow.getViewport();
    const isFirst = before.current === null;
    const shift = isFirst ? 0 : (width - (before.current ?? width)) / 2;
    before.current = width;
    const room = canvas.clientWidth;
    const zoom = isFirst ? openingZoom(room, width) : view.zoom;
    // At first its start is in the middle; when it grows wider the eye stays where it is.
    void flow.setViewport(
      isFirst ? { x: (room - width * zoom) / 2, y: openingTop(room, width), zoom } : { ...view, x: view.x - shift * zoom },
    );
  }, [flow, width]);
  useEffect(() => {
    const step = findStep(model, chosen);
    const box = step && boxes.find(({ id }) => id === boxId(step.path));
    if (!box) return;
    const view = flow.getViewport();
    const { zoom } = view;
    const at = flow.flowToScreenPosition({ x: box.x, y: box.y });
    const frame = document.querySelector('.canvas > .react-flow')?.getBoundingClientRect();
    if (!frame) return;
    const isBeside = at.x < frame.left || at.x + box.width * zoom > frame.right;
    if (isBeside) void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom, duration: 200 });
    // Sideways the journey stays, so that the paths beside the step are not pushed out of sight.
    else if (at.y < frame.top || at.y + box.height * zoom > frame.bottom)
      void flow.setViewport({ ...view, y: frame.height / 2 - (box.y + box.height / 2) * zoom }, { duration: 200 });
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
