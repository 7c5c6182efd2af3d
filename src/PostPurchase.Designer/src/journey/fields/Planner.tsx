import { Text } from '@mantine/core';
import { useExperimentPlan } from '../../api/queries';
import { t } from '../../strings';
import { useDesignerContext } from '../useDesigner';

const f = t.designer.fields;

/** What may decide a test, the shallowest first. */
export const metrics = ['click', 'conversion', 'revenue', 'commission'];

/** How many weeks each metric would take at this step's volume. */
export function Planner({ stepId, arms, metric }: { stepId: string; arms: number; metric: string }) {
  const { journey } = useDesignerContext();
  const plan = useExperimentPlan(journey.key, stepId, arms).data;
  if (!plan) return null;
  const known = plan.metrics.filter(({ weeks }) => weeks !== null);
  const mine = known.find((each) => each.metric === metric);
  return (
    <Text size="xs" c="dimmed">
      {known.length === 0
        ? f.planUnknown
        : f.plan(known.map((each) => f.planWeeks(t.learning.metrics[each.metric] ?? each.metric, each.weeks ?? 0)))}
      {known.length > 0 && plan.preselected === null && ` ${plan.text}`}
      {mine && (mine.weeks ?? 0) > 26 && ` ${f.planLong}`}
    </Text>
  );
}
