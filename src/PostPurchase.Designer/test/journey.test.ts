import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { kickerOf, titleOf } from '../src/journey/describe';
import { copyOf, idsOf, insertStep, moveStep, newStep, nudgeStep, removeStep, setValue } from '../src/journey/edits';
import { isTooWide, layOut, leastZoom, linesOf, openingTop, openingZoom, sizeOf } from '../src/journey/layout';
import { findStep, pathAt, readJourney, type Step, valueAt } from '../src/journey/model';
import { record, redo, start, undo } from '../src/journey/undo';
import { journeyYaml } from './samples';

const model = readJourney(journeyYaml);
const step = (id: string): Step => {
  const found = findStep(model, id);
  if (!found) throw new Error(`no step ${id}`);
  return found;
};

describe('a journey file', () => {
  test('is read with its branches and paths', () => {
    expect(model.steps.map(({ id }) => id)).toEqual([
      'receipt-or-note',
      'settle',
      'teach',
      'breathe',
      'suggest',
      'interested',
      'pace',
      'tagged',
    ]);
    expect(step('receipt-or-note').arms.map(({ label }) => label)).toEqual(['store.sends_receipt', 'else']);
    expect(step('rest').path).toEqual(['steps', 6, 'split', 1, 'steps', 0]);
  });

  test('calls a step that ends it by its reason in words', () => {
    const leave = readJourney('steps: [{ id: done, exit: { reason: bought-again-or-wants-fewer } }, { id: over, exit: {} }]');
    expect(leave.steps.map(titleOf)).toEqual(['Bought again or wants fewer', 'Leave']);
  });

  test('calls a mail without a subject by that of its first variant', () => {
    const mail = readJourney(
      'steps: [{ id: a, email: { experiments: [{ name: t, variants: { a: { subject: { en: One } }, b: { subject: Two } } }] } }, { id: b, email: {} }]',
    );
    expect(mail.steps.map(titleOf)).toEqual(['One', 'No subject yet']);
  });

  test('calls a date that is waited for as the list of dates does', () => {
    const wait = readJourney(
      'steps: [{ id: a, wait: { date: purchase.at } }, { id: b, wait: { date: purchase.delivered_at ?? purchase.at } }]',
    );
    expect(wait.steps.map(titleOf)).toEqual(['Purchase at', 'order delivered at']);
  });

  test('says a kind once where the step is called like it', () => {
    const steps = ['mail', 'mail-2', 'mail-of-thanks', 'thanks'].map((id) => `{ id: ${id}, email: {} }`).join(', ');
    expect(readJourney(`steps: [${steps}]`).steps.map(kickerOf)).toEqual(['Mail', 'Mail 2', 'Mail · Mail of thanks', 'Mail · Thanks']);
  });

  test('that is no YAML says where', () => {
    expect(readJourney('journey: a\nsteps: [').error?.line).toBe(2);
  });

  test('knows what stands at a line and column', () => {
    const line = journeyYaml.split('\n').findIndex((text) => text.includes('window: day 1..3')) + 1;
    const column = (journeyYaml.split('\n')[line - 1] ?? '').indexOf('day 1') + 1;
    expect(pathAt(model, line, column)).toEqual(['steps', 1, 'wait', 'window']);
  });
});

describe('an edit', () => {
  test('keeps comments and the other lines', () => {
    const text = setValue(model, ['steps', 1, 'wait', 'window'], 'day 2..4');
    expect(text).toContain('# the shop already mails its own receipt');
    expect(valueAt(readJourney(text), ['steps', 1, 'wait', 'window'])).toBe('day 2..4');
  });

  /** As a field does it: letter by letter, each told from what was there at first. */
  const typed = (first: string, path: (string | number)[], ...words: (string | undefined)[]) =>
    words.reduce<string>((text, word) => setValue(readJourney(text), path, word, readJourney(first)), first);

  const kept = `journey: a
holdout: 10%   # one in ten
send: { min_gap: 3d }
steps:
  - { id: one, wait: { for: 2d } }   # two days
  - { id: two, exit: { reason: "5" } }
`;

  test.each<{ path: (string | number)[]; words: (string | undefined)[] }>([
    { path: ['holdout'], words: ['1', '15', '15%', '10', '10%'] },
    { path: ['holdout'], words: ['10', '1', undefined, '1', '10', '10%'] },
    { path: ['send', 'min_gap'], words: [undefined, '3', '3d'] },
    { path: ['steps', 0, 'wait', 'for'], words: ['2', undefined, '2', '2d'] },
    { path: ['steps', 1, 'exit', 'reason'], words: ['5x', '5'] },
  ])('of $path that is taken back leaves the text as it was', ({ path, words }) => {
    expect(typed(kept, path, ...words)).toBe(kept);
  });

  test('gives a word no quotes that only half of it needed', () => {
    expect(typed(kept, ['holdout'], '1', '15', '15%')).toBe(kept.replace('10%', '15%'));
    expect(typed('journey: a\nsteps: []\n', ['holdout'], '1', '15', '15%')).toContain('holdout: 15%\n');
    expect(typed('journey: a\nholdout: "10%"\n', ['holdout'], '1', '15%')).toBe('journey: a\nholdout: "15%"\n');
    expect(typed(kept, ['holdout'], '15')).toContain('holdout: "15"');
  });

  test('keeps what else was changed where a value is taken back', () => {
    const other = kept.replace('# one in ten', '# a tenth');
    const text = setValue(readJourney(other.replace('10%', '"10"')), ['holdout'], '10%', readJourney(kept));
    expect(text).toBe(other);
  });

  test.each<{ path: (string | number)[]; left: unknown }>([
    { path: ['steps', 0, 'wait', 'for'], left: { id: 'one', wait: {} } },
    { path: ['steps', 1, 'update', 'tags', 'add'], left: { id: 'two', update: {} } },
    { path: ['steps', 2, 'email', 'experiments', 0, 'variants', 'b', 'weight'], left: { a: { weight: 1 }, b: {} } },
    { path: ['steps', 3, 'thompson', 'floor'], left: {} },
  ])('of the last key at $path leaves what it stands in', ({ path, left }) => {
    const text = `journey: a
steps:
  - { id: one, wait: { for: 2d } }
  - { id: two, update: { tags: { add: [new] } } }
  - { id: three, email: { experiments: [ { name: e, variants: { a: { weight: 1 }, b: { weight: 1 } } } ] } }
  - { id: four, thompson: { floor: 10% }, split: [] }
`;
    const depth = path.includes('variants') ? 6 : path.includes('thompson') ? 3 : 2;
    expect(valueAt(readJourney(setValue(readJourney(text), path, undefined)), path.slice(0, depth))).toEqual(left);
  });

  test('takes a group away with its last key', () => {
    const text = setValue(readJourney('send:\n  min_gap: 3d\nsteps: []\n'), ['send', 'min_gap'], undefined);
    expect(text).not.toContain('send');
  });

  test('adds a step into an empty path', () => {
    const text = insertStep(model, { list: ['steps', 6, 'split', 0, 'steps'], index: 0 }, newStep(model, 'email'));
    expect(valueAt(readJourney(text), ['steps', 6, 'split', 0, 'steps', 0, 'id'])).toBe('mail');
  });

  test('moves a step into a branch and back out', () => {
    const inside = moveStep(model, step('teach'), { list: ['steps', 0, 'branch', 1, 'steps'], index: 0 });
    expect(idsOf(inside).slice(0, 5)).toEqual(['receipt-or-note', 'pause', 'note', 'teach', 'thanks']);
    const moved = readJourney(inside);
    const found = findStep(moved, 'teach');
    expect(found && idsOf(moveStep(moved, found, { list: ['steps'], index: 2 }))).toEqual(idsOf(journeyYaml));
  });

  test('never moves a step into itself', () => {
    expect(moveStep(model, step('pace'), { list: ['steps', 6, 'split', 0, 'steps'], index: 0 })).toBe(journeyYaml);
  });

  test('nudges a step down, and not past the end', () => {
    expect(idsOf(nudgeStep(model, step('settle'), 1)).slice(3, 6)).toEqual(['thanks', 'teach', 'settle']);
    expect(nudgeStep(model, step('tagged'), 1)).toBe(journeyYaml);
  });

  test('removes a step with what is in it', () => {
    expect(idsOf(removeStep(model, step('receipt-or-note')))).not.toContain('thanks');
  });

  test('copies with ids that are free', () => {
    const copy = copyOf(model, step('pace').value) as { id: string; split: { name: string; steps: { id: string }[] }[] };
    expect(copy.id).toBe('pace-2');
    expect(copy.split[1]?.steps[0]?.id).toBe('rest-2');
    expect(copy.split[1]?.name).toBe('later');
  });
});

describe('the picture', () => {
  const layout = layOut(model.steps);

  test('has a box for every step, path and join', () => {
    expect(layout.boxes.filter(({ kind }) => kind === 'step')).toHaveLength(idsOf(journeyYaml).length);
    expect(layout.boxes.filter(({ kind }) => kind === 'arm')).toHaveLength(4);
    expect(layout.boxes.filter(({ kind }) => kind === 'join')).toHaveLength(2);
  });

  test('has no boxes that overlap', () => {
    const pairs = layout.boxes.flatMap((a, i) => layout.boxes.slice(i + 1).map((b) => [a, b] as const));
    const touching = pairs.filter(([a, b]) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height);
    expect(touching).toEqual([]);
  });

  test('goes down along every line', () => {
    const top = new Map(layout.boxes.map((box) => [box.id, box.y]));
    expect(layout.lines.filter((line) => (top.get(line.from) ?? 0) >= (top.get(line.to) ?? 0))).toEqual([]);
  });
});

describe('undo', () => {
  test('goes back and forth through the values', () => {
    const two = record(record(start('a'), 'b'), 'c');
    expect(undo(two).now).toBe('b');
    expect(redo(undo(two)).now).toBe('c');
    expect(undo(start('a')).now).toBe('a');
  });

  test('takes typing into one field as one change', () => {
    const typed = record(record(record(start(''), 'a', 'name'), 'ab', 'name'), 'abc', 'name');
    expect(undo(typed).now).toBe('');
  });

  test('forgets what was undone when something else is done', () => {
    expect(redo(record(undo(record(start('a'), 'b')), 'c')).now).toBe('c');
  });
});

describe('text on the cards', () => {
  test('makes the card of a mail higher where its numbers need a second row', () => {
    expect(linesOf(['341 sent', '88 human clicks'])).toBe(1);
    expect(linesOf(['133 sent', '44 human clicks', '114 skipped', '€62.20'])).toBe(2);
    expect(linesOf(['1,203 failed', '120,133 sent', '44,210 human clicks', '1,012 held', '11,114 skipped', '€12,362.20 +'])).toBe(3);
    const heightOf = (rows: number) =>
      layOut(model.steps, ({ id }) => (id === 'teach' ? rows : 1)).boxes.find((box) => box.kind === 'step' && box.step.id === 'teach')
        ?.height;
    expect([1, 2, 3].map(heightOf)).toEqual([106, 124, 142]);
  });

  test('is nowhere smaller than 12 pixels', () => {
    const sizes = ['canvas', 'cards', 'plus']
      .flatMap((part) => [...readFileSync(`src/journey/${part}.css`, 'utf8').matchAll(/font-size: ([\d.]+)rem/g)])
      .map(([, size]) => Number(size) * 16);
    expect(Math.min(...sizes)).toBe(12);
  });

  test('leaves all paths of a branch the lines that the longest condition needs', () => {
    const long = "!in_segment('top-tenth') && !in_segment('bought-twice') && customer.purchase_count > 3";
    const { boxes } = layOut(readJourney(journeyYaml.replace('if: store.sends_receipt', `if: ${JSON.stringify(long)}`)).steps);
    const heights = boxes.filter((box) => box.kind === 'arm' && box.arm.path[1] === 0).map(({ height }) => height);
    expect(heights).toEqual([66, 66]);
  });

  test.each([
    [660, 320, 1],
    [660, 650, 612 / 650],
    [660, 800, 11 / 12],
    [654, 888, 11 / 12],
    [660, 1400, 11 / 12],
    [358, 320, 310 / 320],
    [358, 1400, 11 / 12],
    [0, 1400, 1],
  ])('in a room of %i a journey of %i opens at %f', (room, width, zoom) => expect(openingZoom(room, width)).toBeCloseTo(zoom));

  // The smallest words of the canvas are 12 pixels.
  test.each([272, 580, 888, 1196, 4000])('opens a journey of %i in a window of 1440 with words of at least 11 pixels', (width) =>
    expect(12 * openingZoom(654, width)).toBeGreaterThanOrEqual(11),
  );

  test.each([
    [358, 500, 1400, 900, 0.2],
    [358, 500, 4000, 900, 0.08],
    [660, 500, 800, 9000, 0.05],
    [0, 0, 4000, 900, 0.2],
  ])('in a room of %i by %i a journey of %i by %i is seen whole: it may be made as small as %f', (width, height, wide, high, zoom) =>
    expect(leastZoom({ width, height }, { width: wide, height: high })).toBeCloseTo(zoom, 2),
  );

  test('is as large as what is drawn', () => {
    const layout = layOut(model.steps);
    const { width, height } = sizeOf(layout);
    expect(layout.boxes.every((box) => box.x + box.width <= width && box.y + box.height <= height)).toBe(true);
  });

  test.each([
    [660, 650, false],
    [660, 800, true],
    [660, 1400, true],
    [358, 320, false],
    [358, 580, true],
    [0, 1400, false],
  ])('in a room of %i a journey of %i gets a map for its width: %s', (room, width, is) => {
    expect(isTooWide(room, width)).toBe(is);
    expect(openingTop(room, width)).toBe(is ? 64 : 24);
  });
});
