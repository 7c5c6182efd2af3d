import { Select } from '@mantine/core';
import { BrandForm } from '../../brand/BrandForm';
import { useBrand } from '../../brand/useBrand';
import { Page } from '../../parts/Page';
import { useParam } from '../../parts/useParam';
import { t } from '../../strings';

const s = t.brand;

export default function BrandPage() {
  const [store, setStore] = useParam('store');
  const stores = useBrand('default').data?.stores ?? [];
  const pick = stores.length > 1 && (
    <Select aria-label={s.store} allowDeselect={false} data={stores} value={store || 'default'} onChange={(next) => setStore(next ?? '')} />
  );
  return (
    <Page title={s.title} intro={s.intro} actions={pick}>
      <BrandForm store={store || 'default'} />
    </Page>
  );
}
