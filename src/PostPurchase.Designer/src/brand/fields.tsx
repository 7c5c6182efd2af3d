import { ActionIcon, Textarea, TextInput } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { SetOutside } from '../parts/SetOutside';
import { t } from '../strings';
import type { BrandDraft, TextPath } from './useBrand';

const s = t.brand;

type Props = { draft: BrandDraft; path: TextPath; label: string; hint?: string; isLocked: boolean };

/** What a field shows around what is typed: the settings' value where nothing is, the problem, and the way back. */
export function around({ draft, path, label, hint, isLocked }: Props) {
  const inherited = inheritedOf(draft, path);
  const isOwn = (draft.own[path] ?? null) !== null;
  return {
    id: path,
    label,
    disabled: isLocked,
    error: draft.errorOf(path),
    description: !isOwn && inherited && inherited === draft.saved.settings[path] ? `${s.fromSettings} ${hint ?? ''}` : hint,
    rightSection:
      isOwn && inherited && !isLocked ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={s.reset(label)}
          title={s.reset(label)}
          onClick={() => draft.set(path, '')}
        >
          <IconRestore size={14} aria-hidden />
        </ActionIcon>
      ) : undefined,
  };
}

// Mail is from the shop as it is named here, where the settings name no sender of their own.
function inheritedOf({ own, saved: { settings } }: BrandDraft, path: TextPath) {
  const isNamedAfterShop = path === 'sender_name' && settings.sender_name === settings.name;
  return (isNamedAfterShop ? own.name : null) ?? settings[path] ?? null;
}

/** One line of text; what the settings say stands in grey until something is typed. */
export function LineField({ type, ...props }: Props & { type?: string }) {
  const { draft, path } = props;
  return (
    <TextInput
      {...around(props)}
      type={type}
      placeholder={inheritedOf(draft, path) ?? undefined}
      value={draft.own[path] ?? ''}
      onChange={(event) => draft.set(path, event.currentTarget.value)}
    />
  );
}

/** The postal address; where the settings have one, it is theirs. */
export function PostalField({ draft, isLocked }: { draft: BrandDraft; isLocked: boolean }) {
  const isFixed = draft.saved.fixed_by_settings.includes('postal_address');
  const settings = draft.saved.settings.postal_address ?? '';
  return (
    <Textarea
      id="postal_address"
      label={s.postalAddress}
      description={isFixed ? <SetOutside where="Store:PostalAddress" /> : s.postalHint}
      error={draft.errorOf('postal_address')}
      disabled={isLocked}
      readOnly={isFixed}
      autosize
      minRows={3}
      maxRows={6}
      value={isFixed ? settings : (draft.own.postal_address ?? '')}
      onChange={(event) => draft.set('postal_address', event.currentTarget.value)}
    />
  );
}
