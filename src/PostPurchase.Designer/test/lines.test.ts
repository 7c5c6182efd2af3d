import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { idsOf, insertStep, moveStep, newStep, nudgeStep, removeStep, setValue } from '../src/journey/edits';
import { allSteps, findStep, readJourney, type Step } from '../src/journey/model';

const folder = '../../workflows';
const shipped = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, text: readFileSync(`${folder}/${name}`, 'utf8') }));

const step = (text: string, id: string): Step => {
  const found = findStep(readJourney(text), id);
  if (!found) throw new Error(`no step ${id}`);
  return found;
};

/** Lines of the first text that the second has not, each as often as it is missing. */
function gone(before: string, after: string): string[] {
  const left = after.split('\n');
  return before.split('\n').filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0 && line.trim() !== '';
  });
}

describe.each(shipped)('$name, as we ship it,', ({ text }) => {
  const ids = idsOf(text);
  // `steps: [ { … } ]`: there the step around is written anew.
  const inOneLine = ids.filter((id) => text.includes(`[ { id: ${id},`));

  it.each(inOneLine)('changes only around %s when a step is added before it in its line', (id) => {
    const { path } = step(text, id);
    const added = insertStep(readJourney(text), { list: path.slice(0, -1), index: 0 }, newStep(readJourney(text), 'notify'));
    const outer = readJourney(text).document.getIn(path.slice(0, 2)) as { range: [number, number, number] };

    for (const line of gone(text, added)) expect(text.slice(outer.range[0], outer.range[1])).toContain(line.trim());
  });

  it.each(ids.filter((id) => !inOneLine.includes(id)))(
    'is the same again, letter by letter, when a step is added before %s and taken away',
    (id) => {
      const { path } = step(text, id);
      const place = { list: path.slice(0, -1), index: Number(path.at(-1)) };
      const added = insertStep(readJourney(text), place, newStep(readJourney(text), 'notify'));

      expect(gone(text, added)).toEqual([]);
      expect(removeStep(readJourney(added), step(added, idsOf(added).find((one) => !ids.includes(one)) ?? ''))).toBe(text);
    },
  );

  it.each(ids)('is the same again when %s goes down and up', (id) => {
    const down = nudgeStep(readJourney(text), step(text, id), 1);

    expect(gone(text, down)).toEqual([]);
    expect(down === text ? text : nudgeStep(readJourney(down), step(down, id), -1)).toBe(text);
  });

  it.each(ids)('loses nothing but its lines and the comments above it when %s is deleted', (id) => {
    const lost = gone(text, removeStep(readJourney(text), step(text, id)));
    const { value } = step(text, id);
    const comments = lost.filter((line) => line.trimStart().startsWith('#'));

    expect(lost.length - comments.length).toBeLessThanOrEqual(JSON.stringify(value, null, 1).split('\n').length + 40);
    expect(lost.join('\n')).not.toMatch(/^(journey|name|status|trigger|exit|send):/m);
  });
});

describe('A step with comments', () => {
  const text = `journey: j   # the key
steps:
  # one
  - { id: a, wait: { for: 1d } }   # beside

  # two
  - id: b
    branch:
      - if: customer.purchase_count > 1
        steps:
          # inside
          - { id: c, wait: { for: "2d" } }
      - else: true
        steps: []   # nobody yet
`;

  it('takes them along into another list', () => {
    const moved = moveStep(readJourney(text), step(text, 'a'), { list: ['steps', 1, 'branch', 0, 'steps'], index: 1 });

    expect(moved).toContain(
      '          - { id: c, wait: { for: "2d" } }\n          # one\n          - { id: a, wait: { for: 1d } }   # beside\n',
    );
    expect(moved).toMatch(/^journey: j {3}# the key\nsteps:\n {2}# two\n/);
  });

  it('opens an empty list, and leaves one behind', () => {
    const moved = moveStep(readJourney(text), step(text, 'c'), { list: ['steps', 1, 'branch', 1, 'steps'], index: 0 });

    expect(moved).toContain(
      '        steps: []\n      - else: true\n        steps:   # nobody yet\n          # inside\n          - { id: c, wait: { for: "2d" } }\n',
    );
  });

  it('is rewritten alone when a field of it comes or goes', () => {
    const set = setValue(readJourney(text), ['steps', 0, 'wait', 'at'], '10:00');

    expect(gone(text, set)).toEqual(['  - { id: a, wait: { for: 1d } }   # beside']);
    expect(allSteps(readJourney(set).steps)[0]?.value).toEqual({ id: 'a', wait: { for: '1d', at: '10:00' } });
  });
});
