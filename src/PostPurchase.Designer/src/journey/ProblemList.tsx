import { Tag } from '../parts/Tag';
import { t } from '../strings';
import { allSteps, startsWith } from './model';
import { useDesignerContext } from './useDesigner';

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
              <Tag tone={problem.severity === 'error' ? 'bad' : 'note'}>{problem.code}</Tag> {step && <b>{step.id}: </b>}
              {problem.message} <span style={{ color: 'var(--quiet)' }}>({d.problemAt(problem.line)})</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
