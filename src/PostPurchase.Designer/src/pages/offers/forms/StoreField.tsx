import { Select } from '@mantine/core';
import { useReportStores } from '../../../api/learning';
import { t } from '../../../strings';

const s = t.offerForms;

type Props = {
  isLocked: boolean;
  error: string | undefined;
  value: string;
  set: (value: string) => void;
  everyStore?: string;
  hint?: string;
};

/** Whose store it is, where there is more than one or a file names one. */
export function StoreField({ isLocked, error, value, set, everyStore = s.everyStore, hint = s.storeHint }: Props) {
  const stores = useReportStores().data?.items ?? [];
  if (stores.length < 2 && value === '') return null;
  const known = stores.map((store) => ({ value: store.key, label: store.name || store.key }));
  const extra = value === '' || known.some((one) => one.value === value) ? [] : [{ value, label: value }];
  return (
    <Select
      label={s.store}
      description={hint}
      disabled={isLocked}
      error={error}
      allowDeselect={false}
      data={[{ value: '', label: everyStore }, ...known, ...extra]}
      value={value}
      onChange={(next) => set(next ?? '')}
    />
  );
}
