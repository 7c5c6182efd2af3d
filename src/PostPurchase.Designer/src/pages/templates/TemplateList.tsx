import { Group, SimpleGrid, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useMay } from '../../access/session';
import { useJourneyNames, useTemplates } from '../../api/queries';
import type { TemplateRow } from '../../api/types';
import { words } from '../../parts/format';
import { Empty, Page } from '../../parts/Page';
import { QueryState } from '../../parts/QueryState';
import { Tag } from '../../parts/Tag';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { NewTemplate } from './NewTemplate';
import { Thumbnail } from './Thumbnail';
import './templates.css';

const s = t.templates;

export default function TemplateList() {
  const templates = useTemplates();
  const may = useMay('write');
  const [q, setQ] = useParam('q');
  return (
    <Page
      title={s.title}
      intro={s.intro}
      actions={may && templates.data?.items.length !== 0 && <NewTemplate yours={templates.data?.items.map((row) => row.name) ?? []} />}
    >
      <QueryState query={templates}>
        {({ items }) => {
          if (items.length === 0)
            return <Empty title={s.empty} text={may ? s.emptyText : s.emptyMayNot} action={may && <NewTemplate yours={[]} />} />;
          const shown = items.filter((row) => row.name.toLowerCase().includes(q.toLowerCase()));
          return (
            <>
              <TextInput
                mb="md"
                maw={320}
                placeholder={s.search}
                aria-label={s.search}
                leftSection={<IconSearch size={16} aria-hidden />}
                value={q}
                onChange={(event) => setQ(event.currentTarget.value)}
              />
              {shown.length === 0 && (
                <Text c="dimmed" size="sm">
                  {s.noMatch}
                </Text>
              )}
              <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="md">
                {shown.map((row) => (
                  <TemplateCard key={row.name} row={row} />
                ))}
              </SimpleGrid>
            </>
          );
        }}
      </QueryState>
    </Page>
  );
}

function TemplateCard({ row }: { row: TemplateRow }) {
  const nameOf = useJourneyNames();
  return (
    <article className="panel template-card">
      <Thumbnail name={row.name} />
      <div className="template-card-text">
        <Link to={`/templates/${encodeURIComponent(row.name)}`} className="plain card-link">
          <Text fw={600} size="sm" span>
            {words(row.name)}
          </Text>
        </Link>
        <Group gap={4} mt={4}>
          {row.kind && <Tag tone="info">{t.content[row.kind] ?? words(row.kind)}</Tag>}
          {row.languages.length > 1 && (
            <Tag tone="quiet">{row.languages.map((language) => language.toUpperCase() || s.anyLanguage).join(' · ')}</Tag>
          )}
          {row.problems > 0 && <Tag tone="bad">{s.problems(row.problems)}</Tag>}
        </Group>
        <Text size="xs" c="dimmed" mt={6}>
          {row.used_by.length === 0
            ? s.unused
            : `${s.usedBy} ${row.used_by.map((use) => `${nameOf(use.journey)} · ${words(use.step)}`).join(', ')}`}
        </Text>
      </div>
    </article>
  );
}
