import type { Experiment } from '../../api/learning';
import { useFormat } from '../../parts/format';
import { t } from '../../strings';
import { Opened } from '../reports/Opened';
import { armOf, tallyOf, totalOf } from './figures';

const l = t.learning;

/** A number of recipients that opens into the customers behind it. */
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
