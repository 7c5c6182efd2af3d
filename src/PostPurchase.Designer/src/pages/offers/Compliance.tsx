import { Stack } from '@mantine/core';
import { FindingText } from '../../parts/FindingText';
import { Empty } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { t } from '../../strings';
import { useCompliance } from './data';

const s = t.offers.compliance;

export function Compliance() {
  const findings = useCompliance();
  return (
    <QueryState query={findings}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={s.clean} text={s.cleanText} />
        ) : (
          <Stack gap="sm">
            {items.map((row) => (
              <article key={`${row.id}-${row.file}-${row.line}-${row.column}`} className="panel finding">
                <FindingText finding={row} withPlace />
              </article>
            ))}
          </Stack>
        )
      }
    </QueryState>
  );
}
