import { Fragment } from 'react';
import type { Experiment } from '../../api/learning';
import { useFormat } from '../../parts/format';
import { t } from '../../strings';
import { Opened } from '../reports/Opened';
import { armOf, guardsOf, tallyOf, totalOf } from './figures';

const l = t.learning;

/** Both guards of a variant, each of which opens into the customers who did it; of a variant without anybody they are no rates. */
export function Guards({ experiment, arm }: { experiment: Experiment; arm: Experiment['arms'][number] }) {
  const { number } = useFormat();
  const rates = guardsOf(arm);
  if (typeof rates === 'string') return <>{rates}</>;
  return (
    <>
      {rates.map(({ figure, rate, text }, place) => (
        <Fragment key={figure}>
          {place > 0 && ' / '}
          {rate === 0 ? (
            text
          ) : (
            <Opened
              figure={{ figure, a: experiment.id, b: arm.number }}
              title={l.rowsOf(l.guardNames[figure] ?? figure, armOf(experiment, arm.name))}
              heading={l.guardNames[figure] ?? figure}
              amount={number}
            >
              {text}
            </Opened>
          )}
        </Fragment>
      ))}
    </>
  );
}

/** A number of customers that opens into the customers behind it. */
export function ArmRows({ experiment, arm, metric }: { experiment: Experiment; arm: Experiment['arms'][number]; metric: string }) {
  const format = useFormat();
  const count = arm.metrics.find((one) => one.metric === metric)?.customers ?? arm.assigned;
  if (count === 0) return <>0</>;
  const name = l.metrics[metric] ?? metric;
  return (
    <Opened
      figure={{ figure: tallyOf(metric), a: experiment.id, b: arm.number }}
      title={l.rowsOf(name, armOf(experiment, arm.name))}
      heading={name}
      amount={(total) => totalOf(metric, total, format)}
    >
      {format.number(count)}
    </Opened>
  );
}
