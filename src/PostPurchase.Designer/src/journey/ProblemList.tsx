import type { Problem } from '../api/types';
import { plainly } from '../parts/plainly';
import { Tag } from '../parts/Tag';
import { t } from '../strings';
import { allSteps, type Step, startsWith } from './model';
import { type PlacedProblem, useDesignerContext } from './useDesigner';

const d = t.designer;

/** Every problem of the text; a press goes to its step. */
export function ProblemList({ choose }: { choose: (id: string | null) => void }) {
  const { problems, model } = useDesignerContext();
  if (problems.length === 0) return null;
  const deepest = allSteps(model.steps).reverse();
  return (
    <ul className="problem-list panel" style={{ padding: '0.5rem 0.9rem' }} aria-label={d.problems}>
      {problems.map((problem) => {
        const step = deepest.find(({ path }) => startsWith(problem.at, path));
        return (
          <li key={`${problem.line} ${problem.column} ${problem.message}`}>
            <button type="button" onClick={() => choose(step?.id ?? null)}>
              <Tag tone={problem.severity === 'error' ? 'bad' : 'note'}>
                {problem.severity === 'error' ? d.severity.error : d.severity.warning}
              </Tag>{' '}
              {step && <b>{step.id}: </b>}
              {step ? inField(problem, step) : problem.message} <ProblemPlace {...problem} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Where a problem is in the file, and its code: for who asks, apart from what it says. */
export const ProblemPlace = ({ line, code }: Problem) => (
  <small className="quiet" title={code}>
    {d.problemAt(line)}
  </small>
);

/** Where a problem names its field by the path from the top of the file, the field as the step's panel has it. */
function inField({ message, at }: PlacedProblem, step: Step) {
  if (!/^`[^`]*[.\]][^`]*`/.test(message)) return message;
  const keys = at.slice(step.path.length + 1).map((key) => (typeof key === 'number' ? key + 1 : key.replaceAll('_', ' ')));
  return keys.length === 0 ? plainly(message) : `${keys.join(' ')}: ${plainly(message)}`;
}
