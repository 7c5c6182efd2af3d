import { Stack } from '@mantine/core';
import type { Problem } from '../../api/types';
import { t } from '../../strings';

const s = t.templateEditor;

/** What is wrong in the text, and what could be better: a place once, however much follows from it. A press leads to the place. */
export function Problems({ problems, onLine }: { problems: Problem[]; onLine: (line: number) => void }) {
  const places = placesOf(problems);
  const errors = places.filter(({ isError }) => isError);
  const advice = places.filter(({ isError }) => !isError);
  return (
    <>
      {errors.length > 0 && (
        <div role="alert" className="template-problems" data-tone="bad">
          <Places places={errors} onLine={onLine} />
        </div>
      )}
      {advice.length > 0 && (
        <details className="template-problems" open={errors.length === 0}>
          <summary>{s.advice(advice.length)}</summary>
          <Places places={advice} onLine={onLine} />
        </details>
      )}
    </>
  );
}

function Places({ places, onLine }: { places: Place[]; onLine: (line: number) => void }) {
  return (
    <Stack gap={6}>
      {places.map(({ line, first, others }) => (
        <div key={line}>
          <button type="button" className="inline-button" onClick={() => onLine(line)}>
            {s.problemAt(line, first)}
          </button>
          {others.length > 0 && (
            <details>
              <summary>{s.moreHere(others.length)}</summary>
              <ul>
                {others.map((message) => (
                  <li key={message}>{message}</li>
                ))}
              </ul>
            </details>
          )}
        </div>
      ))}
    </Stack>
  );
}

type Place = { line: number; isError: boolean; first: string; others: string[] };

/** The lines with something to say, in their order: what is wrong before what is advice, each message of a line once. */
export function placesOf(problems: Problem[]): Place[] {
  const lines = [...new Set(problems.map(({ line }) => line))].sort((a, b) => a - b);
  return lines.map((line) => {
    const here = problems.filter((problem) => problem.line === line);
    const wrong = here.filter(({ severity }) => severity === 'error');
    const [first = '', ...others] = new Set([...wrong, ...here].map(({ message }) => message));
    return { line, isError: wrong.length > 0, first, others };
  });
}
