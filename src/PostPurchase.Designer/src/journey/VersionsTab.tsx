import { Button, Group, Modal, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../access/session';
import { api } from '../api/client';
import { useVersions } from '../api/queries';
import type { VersionRow } from '../api/types';
import { useFormat } from '../parts/format';
import { Empty } from '../parts/Page';
import { Failed, QueryState } from '../parts/QueryState';
import { Tag } from '../parts/Tag';
import { t } from '../strings';
import { ChangeList } from './ChangeList';
import { shortVersion } from './describe';
import { useDesignerContext } from './useDesigner';

const v = t.designer.history;

/** Every version: who put it in force, when, and what changed; each can become the draft again. */
export default function VersionsTab({ opened }: { opened: () => void }) {
  const { journey } = useDesignerContext();
  const versions = useVersions(journey.key);
  return (
    <QueryState query={versions}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={v.empty} text={v.emptyText} />
        ) : (
          <ol className="versions panel" aria-label={v.title}>
            {items.map((version, i) => (
              <Version key={`${version.hash} ${version.at}`} version={version} isFirst={i === items.length - 1} opened={opened} />
            ))}
          </ol>
        )
      }
    </QueryState>
  );
}

function Version({ version, isFirst, opened }: { version: VersionRow; isFirst: boolean; opened: () => void }) {
  const { journey, change } = useDesignerContext();
  const format = useFormat();
  const mayWrite = useMay('write');
  const [isShown, setIsShown] = useState(false);
  const text = useQuery({
    queryKey: ['version', journey.key, version.version, version.hash],
    queryFn: () =>
      api.get<{ yaml: string }>(`/journeys/${encodeURIComponent(journey.key)}/versions/${version.version}?hash=${version.hash}`),
    enabled: isShown,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const restore = async () => {
    const { data } = await text.refetch();
    if (!data) return;
    change(data.yaml);
    opened();
  };
  return (
    <li>
      <Group justify="space-between" align="flex-start" gap="xs">
        <div>
          <Group gap={8}>
            <Text size="sm" fw={600}>
              {v.by(version.by, format.at(version.at))}
            </Text>
            {version.is_current && <Tag tone="good">{v.current}</Tag>}
            {version.inside > 0 && <Tag tone="info">{v.inside(version.inside)}</Tag>}
          </Group>
          <Text size="xs" c="dimmed" mt={2}>
            {v.version} <code>{shortVersion(version.version)}</code>
          </Text>
          {version.note && <Text size="sm">“{version.note}”</Text>}
        </div>
        <Group gap={6}>
          <Button size="xs" variant="default" onClick={() => setIsShown(true)}>
            {v.show}
          </Button>
          {mayWrite && !version.is_current && (
            <Button size="xs" variant="default" onClick={restore}>
              {v.restore}
            </Button>
          )}
        </Group>
      </Group>
      {text.error && !isShown && <Failed error={text.error} retry={() => void restore()} />}
      <ChangeList changes={version.changes} isFirst={isFirst} none={v.noChange} />
      <Modal
        opened={isShown}
        onClose={() => setIsShown(false)}
        size={760}
        title={v.by(version.by, format.at(version.at))}
        closeButtonProps={{ 'aria-label': t.state.close }}
      >
        <QueryState query={text}>{({ yaml }) => <pre className="raw">{yaml}</pre>}</QueryState>
      </Modal>
    </li>
  );
}
