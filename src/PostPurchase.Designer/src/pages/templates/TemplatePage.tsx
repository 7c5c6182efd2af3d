import { Alert, Button, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useParams } from 'react-router';
import { ApiError, api } from '../../api/client';
import { useTemplate, useTemplates } from '../../api/queries';
import type { Template } from '../../api/types';
import { words } from '../../parts/format';
import { messageOf } from '../../parts/messages';
import { Page } from '../../parts/Page';
import { Loading, QueryState } from '../../parts/QueryState';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { Blocks } from './Blocks';
import { PreviewPane } from './PreviewPane';
import './templates.css';

const SourceEditor = lazy(() => import('./SourceEditor'));

const s = t.templates;

export default function TemplatePage() {
  const { name = '' } = useParams();
  const [language, setLanguage] = useParam('language');
  const template = useTemplate(name, language || null);
  const languages = useTemplates().data?.items.find((row) => row.name === name)?.languages ?? [];
  return (
    <QueryState query={template}>
      {(data) => (
        <Editor
          key={`${name} ${language} ${data.hash}`}
          template={data}
          languages={languages}
          language={language}
          setLanguage={setLanguage}
        />
      )}
    </QueryState>
  );
}

type Props = { template: Template; languages: string[]; language: string; setLanguage: (language: string | null) => void };

function Editor({ template, languages, language, setLanguage }: Props) {
  const [source, setSource] = useState(template.source);
  const [settled] = useDebouncedValue(source, 350);
  const [tab, setTab] = useState(template.blocks.length > 0 ? 'blocks' : 'code');
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () =>
      api.put<{ hash: string }>(`/templates/${encodeURIComponent(template.name)}${language ? `?language=${language}` : ''}`, {
        source,
        base_hash: template.hash,
      }),
    onSuccess: () =>
      queries.invalidateQueries({ predicate: ({ queryKey }) => ['template', 'templates', 'thumbnail'].includes(String(queryKey[0])) }),
  });
  const isChanged = source !== template.source;
  const isStale = save.error instanceof ApiError && save.error.status === 409;
  const tabs = [
    { value: 'blocks', label: s.blocks },
    { value: 'code', label: s.code },
  ];
  return (
    <Page
      title={words(template.name)}
      intro={isChanged ? s.unsaved : save.isSuccess ? s.saved : template.name}
      actions={
        <>
          {languages.length > 1 && (
            <Select
              aria-label={s.language}
              data={languages}
              value={language || languages[0] || null}
              onChange={setLanguage}
              w={120}
              allowDeselect={false}
            />
          )}
          <Button disabled={!isChanged} loading={save.isPending} onClick={() => save.mutate()}>
            {s.save}
          </Button>
        </>
      }
    >
      {save.error && (
        <Alert color="red" mb="md" role="alert">
          <Group justify="space-between">
            <Text size="sm">{isStale ? s.stale : messageOf(save.error)}</Text>
            {isStale && (
              <Button size="xs" variant="default" onClick={() => void queries.invalidateQueries({ queryKey: ['template'] })}>
                {s.load}
              </Button>
            )}
          </Group>
        </Alert>
      )}
      <div className="template-page">
        <Stack gap="sm">
          <SegmentedControl aria-label={words(template.name)} data={tabs} value={tab} onChange={setTab} w="fit-content" />
          {tab === 'blocks' ? (
            <Blocks blocks={template.blocks} source={source} onChange={setSource} />
          ) : (
            <Suspense fallback={<Loading />}>
              <SourceEditor value={source} onChange={setSource} problems={isChanged ? [] : template.problems} />
            </Suspense>
          )}
        </Stack>
        <PreviewPane source={settled} template={template.name} language={language || null} />
      </div>
    </Page>
  );
}
