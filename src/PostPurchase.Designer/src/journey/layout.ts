import { armInWords } from './describe';
import type { Place } from './edits';
import type { Arm, Step } from './model';

export type Box = { id: string; x: number; y: number; width: number; height: number } & (
  | { kind: 'trigger' | 'end' | 'join' }
  | { kind: 'step'; step: Step }
  | { kind: 'arm'; arm: Arm; share?: number }
);
/** A line from box to box; `place` is where a new step on it goes. */
export type Line = { from: string; to: string; place: Place | null };
export type Layout = { boxes: Box[]; lines: Line[] };

/** How many rows the numbers of a mail take on its card. */
export type RowsOf = (step: Step) => number;
type Drawing = Layout & { rowsOf: RowsOf };

export const sizes = {
  step: { width: 272, height: 106 },
  plain: { width: 272, height: 72 },
  trigger: { width: 272, height: 64 },
  arm: { width: 272, height: 30 },
  join: { width: 8, height: 8 },
  end: { width: 88, height: 30 },
};
const gap = { x: 36, y: 44, short: 34 };
const row = 18;
// Of 12 pixels; as wide as in the widest of the usual fonts, so that a text rather has room left than none.
const character = 7.4;
const room = { width: 246, between: 10 };

/** How many lines texts side by side need on a card, none of them broken. */
export function linesOf(texts: string[], between = room.between): number {
  let lines = 1;
  let end = 0;
  for (const text of texts) {
    const width = text.length * character;
    if (end > 0 && end + between + width > room.width) {
      lines += 1;
      end = width;
    } else end += (end > 0 ? between : 0) + width;
  }
  return lines;
}

/**
 * A journey is made of rows and of branches that join again, so its picture needs no search: each list is as wide as its widest step,
 * arms stand side by side in the order of the file, and everything is centred.
 */
export function layOut(steps: Step[], rowsOf: RowsOf = () => 1): Layout {
  const layout: Drawing = { boxes: [], lines: [], rowsOf };
  const centre = widthOf(steps) / 2;
  put(layout, { kind: 'trigger', id: 'trigger' }, centre, 0);
  const tail = putList(layout, steps, ['steps'], centre, sizes.trigger.height + gap.y, 'trigger');
  put(layout, { kind: 'end', id: 'end' }, centre, tail.y);
  layout.lines.push({ from: tail.id, to: 'end', place: { list: ['steps'], index: steps.length } });
  return { boxes: layout.boxes, lines: layout.lines };
}

/** Where everything stands, without what is written on it: equal as long as nobody has to move. */
export const shapeOf = ({ boxes }: Layout) => boxes.map(({ id, x, y, width, height }) => `${id} ${x} ${y} ${width} ${height}`).join('\n');

// The smallest words of a card, which are 12 px high, stay 11.
const smallest = 11 / 12;
const margin = 48;

/** Whether a journey is too wide to be seen whole with text that can be read; not known before the canvas has a width. */
export const isTooWide = (canvas: number, width: number) => canvas > 0 && (canvas - margin) / width < smallest;

/** How large a journey is shown at first: whole where its text stays readable, else as much of it as does. */
export const openingZoom = (canvas: number, width: number) =>
  canvas === 0 ? 1 : Math.min(1, Math.max(smallest, (canvas - margin) / width));

/** How far below the upper edge it begins: where it is too wide, below the words that say so. */
export const openingTop = (canvas: number, width: number) => (isTooWide(canvas, width) ? 64 : 24);

/** How small it may be made: as small as it takes to see it whole. Rooms and journeys are as wide and high as they say, in pixels. */
export const leastZoom = (room: Size, whole: Size) =>
  room.width === 0 ? usualZoom : Math.min(usualZoom, (0.9 * room.width) / whole.width, (0.9 * room.height) / whole.height);
const usualZoom = 0.2;
type Size = { width: number; height: number };

/** How wide and high it is drawn at full size. */
export const sizeOf = ({ boxes }: Layout): Size => ({
  width: Math.max(...boxes.map((box) => box.x + box.width)),
  height: Math.max(...boxes.map((box) => box.y + box.height)),
});

// Only a mail has figures to show.
const heightOf = (step: Step, rowsOf: RowsOf) =>
  step.kind === 'email' ? sizes.step.height + (rowsOf(step) - 1) * row : sizes.plain.height;

// A path that says more than this is read whole where it is pointed at.
const mostLines = 3;
const heightOfArm = (arm: Arm) => sizes.arm.height + (Math.min(mostLines, linesOf(armInWords(arm).split(' '), character)) - 1) * row;

function widthOf(steps: Step[]): number {
  return Math.max(sizes.step.width, ...steps.map((step) => armsWidth(step.arms)));
}

const armsWidth = (arms: Arm[]) => arms.reduce((sum, arm) => sum + widthOf(arm.steps), 0) + gap.x * Math.max(0, arms.length - 1);

type Tail = { id: string; y: number };

function putList(layout: Drawing, steps: Step[], list: Place['list'], centre: number, top: number, above: string): Tail {
  let tail: Tail = { id: above, y: top };
  steps.forEach((step, index) => {
    const id = boxId(step.path);
    const height = heightOf(step, layout.rowsOf);
    put(layout, { kind: 'step', id, step }, centre, tail.y, height);
    layout.lines.push({ from: tail.id, to: id, place: { list, index } });
    const bottom = tail.y + height;
    tail = step.arms.length > 0 ? putArms(layout, step, id, centre, bottom + gap.short) : { id, y: bottom + gap.y };
  });
  return tail;
}

function putArms(layout: Drawing, step: Step, id: string, centre: number, top: number): Tail {
  const join = `${id}/join`;
  let left = centre - armsWidth(step.arms) / 2;
  const height = Math.max(...step.arms.map(heightOfArm));
  const tails = step.arms.map((arm) => {
    const width = widthOf(arm.steps);
    const middle = left + width / 2;
    left += width + gap.x;
    const armId = boxId(arm.path);
    put(layout, { kind: 'arm', id: armId, arm, share: shareOf(step, arm) }, middle, top, height);
    layout.lines.push({ from: id, to: armId, place: null });
    const list = [...arm.path, 'steps'];
    return { ...putList(layout, arm.steps, list, middle, top + height + gap.y, armId), list, count: arm.steps.length };
  });
  const y = Math.max(...tails.map((tail) => tail.y));
  put(layout, { kind: 'join', id: join }, centre, y);
  for (const tail of tails) layout.lines.push({ from: tail.id, to: join, place: { list: tail.list, index: tail.count } });
  return { id: join, y: y + sizes.join.height + gap.y };
}

/** A path's share of people in a test of paths, in whole percent. */
function shareOf(step: Step, arm: Arm): number | undefined {
  if (step.kind !== 'split') return undefined;
  const sum = step.arms.reduce((total, each) => total + each.weight, 0);
  return sum > 0 ? Math.round((arm.weight / sum) * 100) : undefined;
}

type Content = { id: string } & (
  | { kind: 'trigger' | 'end' | 'join' }
  | { kind: 'step'; step: Step }
  | { kind: 'arm'; arm: Arm; share?: number }
);

function put(layout: Layout, content: Content, centre: number, y: number, height = sizes[content.kind].height): void {
  const size = sizes[content.kind];
  layout.boxes.push({ ...content, ...size, height, x: centre - size.width / 2, y });
}

/** A step keeps its box while it stands where it is. */
export const boxId = (path: Place['list']) => path.join('/');
