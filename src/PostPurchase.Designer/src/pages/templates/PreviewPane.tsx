import { Group, SegmentedControl, Select, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../api/client';
import { useRecentPurchases } from '../../api/queries';
import type { BrandValues, Preview, PreviewRequest } from '../../api/types';
import { FindingText } from '../../parts/FindingText';
import { plainWords } from '../../parts/fieldWords';
import { useFormat, words } from '../../parts/format';
import { Failed, Loading } from '../../parts/QueryState';
import { t } from '../../strings';
import { PreviewStage } from './PreviewStage';
import { usePreviewView } from './usePreviewView';
import '../../shell/banner.css';
import './templates.css';

const s = t.templates;

/** In px: the shipped mails turn into their narrow form at 620. */
const desktop = 680;

type Props = {
  source?: string;
  template: string;
  language: string | null;
  journey?: string;
  /** The journey's text as it is being written. */
  yaml?: string;
  step?: string;
  height?: number;
  /** The look as it is being chosen. */
  brand?: BrandValues;
  /** Without size, links and findings. */
  isBare?: boolean;
};

/** The mail for a chosen purchase, as the server renders it. */
export function PreviewPane({ source, template, language, journey, yaml, step, height = 620, brand, isBare }: Props) {
  const [purchase, setPurchase] = useState<string | null>(null);
  const { view, isFull, setView, setFull } = usePreviewView();
  const purchases = useRecentPurchases();
  const format = useFormat();
  const request: PreviewRequest = { template, source, language, journey, yaml, step, purchase, brand };
  const preview = useQuery({
    queryKey: ['preview', request],
    queryFn: ({ signal }) => api.post<Preview>('/preview', request, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const views = [
    { value: 'desktop', label: s.desktop },
    { value: 'phone', label: s.phone },
    { value: 'text', label: s.text },
    { value: 'images', label: s.images },
    { value: 'dark', label: t.templateEditor.dark },
  ];
  return (
    <Stack gap="sm" component="section" aria-label={s.preview}>
      <Group justify="space-between" gap="xs">
        <SegmentedControl aria-label={s.preview} data={views} value={view} onChange={setView} size="xs" />
        <Select
          aria-label={s.purchase}
          placeholder={purchases.data?.items.length === 0 ? s.sample : s.newest}
          clearable
          size="xs"
          style={{ flex: '1 1 16rem' }}
          maw={420}
          comboboxProps={{ width: 'min(420px, 92vw)', position: 'bottom-end' }}
          data={(purchases.data?.items ?? []).map((row) => ({
            value: row.id,
            label: `${row.number} · ${row.customer} · ${format.money(row.total, row.currency)}`,
          }))}
          value={purchase}
          onChange={setPurchase}
        />
      </Group>
      {preview.error ? (
        <Failed error={preview.error} retry={() => void preview.refetch()} />
      ) : preview.data ? (
        <>
          <div className="inbox-row" title={s.inbox}>
            <b>{preview.data.subject}</b>
            <Text span c="dimmed" size="sm">
              {preview.data.preheader}
            </Text>
          </div>
          {view === 'text' ? (
            <pre className="raw">{preview.data.text}</pre>
          ) : (
            <PreviewStage
              html={preview.data.html ?? ''}
              title={s.preview}
              pictures={view === 'images' ? 'none' : 'own'}
              isDark={view === 'dark'}
              width={view === 'phone' ? 360 : desktop}
              height={height}
              isFull={isFull}
              setFull={view === 'phone' ? undefined : setFull}
              isBusy={preview.isFetching}
            />
          )}
          {!isBare && <Facts preview={preview.data} journey={journey} />}
        </>
      ) : (
        <Loading />
      )}
    </Stack>
  );
}

/** What the mail itself lacks, in people's words where there are some, with the way to mend it. */
function Lint({ code, message }: { code: string; message: string }) {
  const told = s.lint[code];
  return (
    <>
      <b>{told?.title ?? words(code)}</b>
      <span>
        {told?.text ?? message}{' '}
        {told && (
          <Link to={told.to} className="text-link">
            {told.link}
          </Link>
        )}
      </span>
    </>
  );
}

function Facts({ preview, journey }: { preview: Preview; journey?: string }) {
  const kb = (preview.size / 1024).toFixed(1);
  return (
    <Stack gap="sm">
      {preview.findings.map((finding) => (
        <div
          key={`${finding.code} ${finding.message}`}
          className="banner finding"
          data-tone={finding.severity === 'error' ? 'bad' : 'note'}
        >
          {finding.law ? <FindingText finding={finding.law} draft={journey} /> : <Lint code={finding.code} message={finding.message} />}
        </div>
      ))}
      {preview.misses.length > 0 && (
        <Text size="sm" c="dimmed">
          {s.misses}: {preview.misses.map((path) => plainWords(`{{ ${path} }}`) || path).join(', ')}
        </Text>
      )}
      <Group gap="xs">
        <Title order={2}>{s.links}</Title>
        <Text size="xs" c="dimmed">
          {s.size(kb)}
          {preview.size > 102 * 1024 && ` · ${s.clip}`}
        </Text>
      </Group>
      {preview.links.length === 0 && (
        <Text size="sm" c="dimmed">
          {t.state.none}
        </Text>
      )}
      {preview.links.map((link) => (
        <Text key={`${link.text} ${link.url}`} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {link.text || '–'}{' '}
          <Text span c="dimmed" size="xs">
            {link.url}
          </Text>
        </Text>
      ))}
    </Stack>
  );
}
