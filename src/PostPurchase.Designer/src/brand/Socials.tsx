import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { t } from '../strings';
import type { BrandDraft } from './useBrand';

const s = t.brand;
const most = 8;

/** The shop's pages elsewhere, in the order of the footer. */
export function Socials({ draft, isLocked }: { draft: BrandDraft; isLocked: boolean }) {
  const { networks, settings } = draft.saved;
  const pages = draft.own.socials ?? settings.socials ?? [];
  const put = (at: number, change: { network?: string | null; url?: string }) =>
    draft.setSocials(pages.map((page, i) => (i === at ? { ...page, ...change } : page)));
  const add = () => {
    const free = networks.find((network) => pages.every((page) => page.network !== network.key)) ?? networks[0];
    draft.setSocials([...pages, { network: free?.key ?? null, url: '' }]);
  };
  // A row without an address is no page yet: the server leaves it out, and so do the places of its problems.
  const placeOf = (at: number) => pages.slice(0, at).filter((page) => page.url?.trim()).length;
  return (
    <Stack gap="xs" role="group" aria-label={s.socials} id="socials" tabIndex={-1}>
      <div>
        <Text size="sm" fw={600}>
          {s.socials}
        </Text>
        <Text size="xs" c="dimmed">
          {s.socialsHint}
        </Text>
      </div>
      {draft.errorOf('socials') && (
        <Text size="xs" c="red" role="alert">
          {draft.errorOf('socials')}
        </Text>
      )}
      {pages.map((page, i) => {
        const host = networks.find((network) => network.key === page.network)?.host;
        return (
          <Group key={i} gap="xs" wrap="nowrap" align="flex-start">
            <Select
              aria-label={s.network(i + 1)}
              disabled={isLocked}
              allowDeselect={false}
              w={130}
              data={networks.map(({ key, label }) => ({ value: key, label }))}
              value={page.network}
              onChange={(network) => put(i, { network })}
            />
            <TextInput
              id={`socials[${page.url?.trim() ? placeOf(i) : `empty ${i}`}].url`}
              aria-label={s.page(i + 1)}
              disabled={isLocked}
              style={{ flex: 1, minWidth: 0 }}
              placeholder={`https://${host ? `${host}/your-shop` : ''}`}
              error={page.url?.trim() ? draft.errorOf(`socials[${placeOf(i)}].url`) : undefined}
              value={page.url ?? ''}
              onChange={(event) => put(i, { url: event.currentTarget.value })}
            />
            {!isLocked && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={s.removePage(i + 1)}
                onClick={() => draft.setSocials(pages.filter((_, at) => at !== i))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        );
      })}
      {!isLocked && pages.length < most && (
        <Button size="xs" variant="default" w="fit-content" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
          {s.addPage}
        </Button>
      )}
    </Stack>
  );
}
