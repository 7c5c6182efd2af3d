import { Button, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client';
import type { Preview, Schemas } from '../../../api/types';
import { useFormat } from '../../../parts/format';
import { MailFrame } from '../../../parts/MailFrame';
import { isElsewhere } from '../../../parts/pictures';
import { Loading } from '../../../parts/QueryState';
import { Tag } from '../../../parts/Tag';
import { t } from '../../../strings';
import type { OfferValues } from './values';

const s = t.offerForms.shown;

type Shown = Schemas['OfferShown'];

/** What an offer is in a mail: its card, its link as the network's rules make it, and whether it may be mailed at all. */
export function OfferShown({ shown, values }: { shown: Shown | null; values: OfferValues }) {
  const format = useFormat();
  return (
    <>
      {shown && (
        <section className="panel shown-part" aria-label={s.link}>
          <Stack gap="xs">
            <div>
              <Title order={2}>{s.link}</Title>
              <Address link={shown.link} />
              {shown.link.includes('{token}') && (
                <Text size="xs" c="dimmed" mt={4}>
                  {s.linkHint}
                </Text>
              )}
            </div>
            {shown.fallback && (
              <div>
                <Text size="sm" fw={600}>
                  {s.fallback}
                </Text>
                <Address link={shown.fallback} />
              </div>
            )}
            <div>
              {shown.why_not ? <Tag tone="note">{s.notMailed(shown.why_not)}</Tag> : <Tag tone="good">{s.mailable}</Tag>}{' '}
              {shown.earning && <Tag tone="info">{s.earning(format.written(shown.earning))}</Tag>}
            </div>
          </Stack>
        </section>
      )}
      <section className="panel shown-part" aria-label={s.title}>
        <Title order={2}>{s.title}</Title>
        {shown ? (
          <Card shown={shown} values={values} />
        ) : (
          <Text size="sm" c="dimmed">
            {values.name.trim() === '' || values.url.trim() === '' ? s.first : s.onceRight}
          </Text>
        )}
      </section>
    </>
  );
}

/** How the links of a program look, with a page that stands for any. */
export function ProgramLink({ link }: { link: string | null }) {
  if (!link) return null;
  return (
    <section className="panel shown-part" aria-label={s.programLink}>
      <Title order={2}>{s.programLink}</Title>
      <Address link={link} />
      {link.includes('{token}') && (
        <Text size="xs" c="dimmed" mt={4}>
          {s.linkHint}
        </Text>
      )}
    </section>
  );
}

function Address({ link }: { link: string }) {
  const parts = link.split('{token}');
  return (
    <p className="shown-link">
      {parts.map((part, i) => (
        <span key={i}>
          {part}
          {i < parts.length - 1 && <mark>{s.mark}</mark>}
        </span>
      ))}
    </p>
  );
}

/** The shop's own partial draws the card, in its brand; where it has none, there is nothing to draw. */
function Card({ shown, values }: { shown: Shown; values: OfferValues }) {
  const [isFetched, setFetched] = useState(false);
  const source = cardOf(shown, values);
  const preview = useQuery({
    queryKey: ['preview', source],
    queryFn: ({ signal }) => api.post<Preview>('/preview', { template: 'offer-card', source }, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (preview.isPending) return <Loading />;
  if (!preview.data?.html) return <Text size="sm">{values.name}</Text>;
  return (
    <>
      <div className="shown-card">
        <MailFrame
          html={preview.data.html}
          title={s.frame}
          height={(shown.own ? 230 : 310) + (values.image_url ? 290 : 0)}
          pictures={isFetched ? 'all' : 'own'}
        />
      </div>
      {isElsewhere(values.image_url) && !isFetched && (
        <>
          <Button size="xs" variant="default" mt="xs" onClick={() => setFetched(true)}>
            {s.showPicture}
          </Button>
          <Text size="xs" c="dimmed" mt={4}>
            {s.pictures}
          </Text>
        </>
      )}
    </>
  );
}

/** The source of a mail that is one card. */
export function cardOf(shown: Shown, values: OfferValues): string {
  const word = (text: string) => JSON.stringify(text).replaceAll('{{', '{ {');
  const fields = [
    `name: ${word(values.name)}`,
    `url: ${word(shown.link)}`,
    ...(values.image_url ? [`image: ${word(values.image_url)}`] : []),
    ...(shown.why ? [`why: ${word(shown.why)}`] : []),
    ...(shown.price && shown.currency ? [`price: (${shown.price} | money ${word(shown.currency)})`] : []),
    `partner: ${!shown.own}`,
    `cta: ${word(s.cta)}`,
  ];
  const disclosure = shown.own ? '' : `{{ include '_disclosure' text: ${shown.disclosure ? word(shown.disclosure) : 'null'} }}`;
  return `<div style="padding:16px;font-family:sans-serif;">${disclosure}{{ include '_product' ${fields.join(' ')} }}</div>`;
}
