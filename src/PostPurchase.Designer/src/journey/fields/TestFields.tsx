import { Select, Switch, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useFormat } from '../../parts/format';
import { t } from '../../strings';
import { inForce, useTests } from '../inForce';
import { asValues, type Path } from '../model';
import { useDesignerContext } from '../useDesigner';
import { TextField, useField } from './basic';

const f = t.designer.fields;

/** How a test ends, for tests of mails and of paths alike; `path` leads to what has the keys. */
export function EndFields({ path }: { path: Path }) {
  const { read, set } = useDesignerContext();
  const { value, error } = useField([...path, 'decide']);
  const isMoving = read([...path, 'thompson']) !== undefined;
  const guard = value === undefined ? 'person' : String(asValues(value).guard ?? 'any');
  const choose = (next: string | null) =>
    set(
      [...path, 'decide'],
      next === 'person' || next === null ? undefined : next === 'any' ? { when: 'decided' } : { when: 'decided', guard: next },
    );
  return (
    <>
      <Select
        label={f.promotes}
        error={error}
        data={['person', 'any', 'unsubscribes', 'complaints'].map((each) => ({ value: each, label: f.promoters[each] ?? each }))}
        value={guard}
        onChange={choose}
        allowDeselect={false}
      />
      <Switch
        label={f.thompson}
        description={<span title={f.thompsonTerm}>{f.thompsonHint}</span>}
        checked={isMoving}
        onChange={(event) => set([...path, 'thompson'], event.currentTarget.checked ? { floor: '10%' } : undefined)}
      />
      {isMoving && <TextField path={[...path, 'thompson', 'floor']} label={f.floor} description={f.floorHint} />}
    </>
  );
}

/** What became of a test since its file was written: a promoted winner, or shares that moved. */
export function InForce({ step, name }: { step: string; name: string }) {
  const { journey } = useDesignerContext();
  const test = useTests().find((each) => each.journey === journey.key && each.step === step && each.name === name);
  const format = useFormat();
  const shares = inForce(test);
  if (!test || !shares) return null;
  return (
    <Text size="sm" className="in-force">
      {test.winner
        ? f.winnerInForce(test.winner, format.at(test.promoted_at))
        : f.sharesInForce(test.arms.map((arm) => `${arm.name} ${shares[arm.name] ?? 0}%`).join(', '))}{' '}
      <Link className="text-link" to={`/experiments/${test.id}`}>
        {f.showTest}
      </Link>
    </Text>
  );
}
