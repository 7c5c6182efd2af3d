import { Button, Group, Image, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconExternalLink, IconPhotoOff, IconSearch } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useMay } from '../../access/session';
import { useFormat } from '../../parts/format';
import { More } from '../../parts/More';
import { Empty } from '../../parts/Page';
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
              <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="md" aria-busy={offers.isFetching}>
                {items.map((row) => (
                  <OfferCard
                    key={row.id}
                    row={row}
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

type Card = { row: OfferRow; link: LinkHealth | undefined; isKnown: boolean; store: string | null };

function OfferCard({ row, link, isKnown, store }: Card) {
  const format = useFormat();
  return (
    <article className="panel offer-card">
      <div className="offer-picture">
        {row.image_url ? (
          <Image src={row.image_url} alt="" fit="cover" loading="lazy" />
        ) : (
          <IconPhotoOff size={24} role="img" aria-label={s.noPicture} />
        )}
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
