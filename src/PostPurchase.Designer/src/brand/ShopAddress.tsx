import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../access/session';
import { useSaveStore, useStoreSettings } from '../pages/welcome/data';
import { SetOutside } from '../parts/SetOutside';
import { besideFields } from '../parts/SettingErrors';
import { t } from '../strings';

const s = t.brand;

export type ShopAddressState = ReturnType<typeof useShopAddress>;

/** Where customers find the shop: a setting of the default store, kept together with its look. */
export function useShopAddress(store: string) {
  const isAsked = store === 'default';
  const { data: settings } = useStoreSettings();
  const isAdmin = useMay('admin');
  const save = useSaveStore();
  const [typed, setTyped] = useState<string | null>(null);
  const kept = settings?.url ?? '';
  const isOutside = settings?.locked.includes('url') ?? false;
  const isLocked = !isAdmin || !settings || isOutside;
  const value = typed ?? kept;
  const isChanged = isAsked && !isLocked && value.trim() !== kept;
  return {
    isAsked,
    isThere: settings !== undefined,
    isLocked,
    isChanged,
    isBusy: save.isPending,
    isSaved: save.isSuccess,
    error: save.error,
    value,
    outside: isOutside ? (settings?.outside.url ?? '') : null,
    hint: isAdmin ? s.urlHint : `${s.urlHint} ${s.urlAdmin}`,
    type: setTyped,
    /** Keeps what is typed, then goes on; where it is refused it says why. */
    keep: (then: () => void) => {
      if (!isChanged) return then();
      const done = () => {
        setTyped(null);
        then();
      };
      save.mutate({ url: value.trim() }, { onSuccess: done });
    },
  };
}

export function ShopAddress({ address }: { address: ShopAddressState }) {
  if (!address.isAsked) return null;
  return (
    <TextInput
      id="url"
      type="url"
      label={s.url}
      description={address.outside === null ? address.hint : <SetOutside where={address.outside} />}
      placeholder="https://"
      disabled={address.isLocked}
      value={address.value}
      error={besideFields(address.error, ['url']).of('url')}
      onChange={(event) => address.type(event.currentTarget.value)}
    />
  );
}
