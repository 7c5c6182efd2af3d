import { Button, Group, Image, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconExternalLink, IconPhotoOff, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '../../access/session';
import { useFormat } from '../../parts/format';
import { More } from '../../parts/More';
import { Empty } from '../../parts/Page';
import { fromHere, isElsewhere } from '../../parts/pictures';
import { QueryState } from '../../parts/QueryState';
import { Tag } from '../../parts/Tag';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';
import { type LinkHealth, useLinkHealth } from '../commission/data';
import { type OfferRow, useOffers, usePrograms, useStoreName } from './data';

const s = t.offers;
const f = t.offerForms;
const h = t.commission.health;

export function Catalogue() {
  const [q, setQ] = useParam('q');
  const [program, setProgram] = useParam('program');
  const [settled] = useDebouncedValue(q, 250);
  const offers = useOffers(settled, program);
  const programs = usePrograms();
  const links = useLinkHealth().data?.items;
  const storeName = useStoreName();
  const mayWrite = useMay('write');
  const [isFetched, setFetched] = useState(false);
  const isNarrowed = settled !== '' || program !== '';
  return (
    <>
      <Group mb="md" gap="sm">
        <TextInput
          w={{ base: '100%', xs: 300 }}
          placeholder={s.search}
          aria-label={s.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
        <Select
          w={{ base: '100%', xs: 220 }}
          aria-label={s.program}
          placeholder={s.any}
          clearable
          data={(programs.data?.items ?? []).map(({ key, name }) => ({ value: key, label: name }))}
          value={program || null}
          onChange={(value) => setProgram(value ?? '')}
        />
      </Group>
      <QueryState query={offers}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return isNarrowed ? (
              <Text size="sm">{s.noMatch}</Text>
            ) : (
              <Empty
                title={s.empty}
                text={f.emptyOffers}
                action={
                  mayWrite && (
                    <Button component={Link} to="/offers/add">
                      {f.addOffer}
                    </Button>
                  )
                }
              />
            );
          return (
            <>
              {!isFetched && items.some(({ image_url }) => image_url && isElsewhere(image_url)) && (
                <Group mb="md" gap="sm">
                  <Button size="xs" variant="default" onClick={() => setFetched(true)}>
                    {s.remote}
                  </Button>
                  <Text size="xs" c="dimmed">
                    {s.remoteText}
                  </Text>
                </Group>
              )}
              <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="md" aria-busy={offers.isFetching}>
                {items.map((row) => (
                  <OfferCard
                    key={row.id}
                    row={row}
                    isFetched={isFetched}
                    link={links?.find((link) => link.offer === row.id)}
                    isKnown={links !== undefined}
                    store={storeName(row.store)}
                  />
                ))}
              </SimpleGrid>
              <More query={offers} />
            </>
          );
        }}
      </QueryState>
    </>
  );
}

type Card = { row: OfferRow; isFetched: boolean; link: LinkHealth | undefined; isKnown: boolean; store: string | null };

function OfferCard({ row, isFetched, link, isKnown, store }: Card) {
  const format = useFormat();
  return (
    <article className="panel offer-card">
      <div className="offer-picture">
        <Picture of={row.image_url} isFetched={isFetched} />
      </div>
      <div className="offer-text">
        <div className="offer-name">
          <Link to={`/offers/item/${encodeURIComponent(row.id)}`} className="plain" title={f.openOffer(row.name)}>
            <Text size="sm" fw={600} span>
              {row.name}
            </Text>
          </Link>
          <a href={row.url} target="_blank" rel="noreferrer" className="plain" aria-label={f.visit(row.name)} title={f.visit(row.name)}>
            <IconExternalLink size={15} aria-hidden />
          </a>
        </div>
        <Text size="xs" c="dimmed">
          {[row.own ? s.own : row.program_name, row.category, store && s.ofStore(store)].filter(Boolean).join(' · ')}
        </Text>
        <Group gap={4} mt={6}>
          {row.price && (
            <Text size="sm" span mr={4}>
              {format.money(row.price, row.currency ?? undefined)}
            </Text>
          )}
          {row.why_not ? <Tag tone="note">{row.why_not}</Tag> : <Tag tone="good">{s.mailable}</Tag>}
          {row.exclusive && <Tag tone="info">{s.exclusive}</Tag>}
          {row.until && <Tag tone="quiet">{s.until(row.until)}</Tag>}
          {isKnown && (link || !row.own) && <LinkTag link={link} />}
        </Group>
        {link?.problem && <LinkTrouble link={link} />}
        {row.fallback_url && (
          <Text size="xs" c="dimmed" mt={4} className="break">
            {s.fallback}:{' '}
            <a href={row.fallback_url} target="_blank" rel="noreferrer">
              {row.fallback_url}
            </a>
          </Text>
        )}
      </div>
    </article>
  );
}

/** Of another server only where that was asked for: nobody shall know who looks at what here. */
function Picture({ of, isFetched }: { of: string | null; isFetched: boolean }) {
  const [broken, setBroken] = useState<string | null>(null);
  const isAsked = of !== null && isElsewhere(of) && !isFetched;
  if (!of || broken === of || isAsked) return <IconPhotoOff size={24} role="img" aria-label={isAsked ? s.remoteOnly : s.noPicture} />;
  return <Image src={fromHere(of)} alt="" fit="cover" loading="lazy" onError={() => setBroken(of)} />;
}

/** What the nightly look at the offer's link found. */
function LinkTag({ link }: { link: LinkHealth | undefined }) {
  if (!link) return <Tag tone="quiet">{h.unknown}</Tag>;
  return link.problem ? <Tag tone="bad">{h.problems[link.problem] ?? link.problem}</Tag> : <Tag tone="good">{h.fine}</Tag>;
}

function LinkTrouble({ link }: { link: LinkHealth }) {
  const format = useFormat();
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {[link.failing_since && h.since(format.day(link.failing_since)), link.detail].filter(Boolean).join(' · ')}
    </Text>
  );
}
