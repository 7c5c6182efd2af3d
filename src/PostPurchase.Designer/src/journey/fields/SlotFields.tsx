import { words } from '../../parts/format';
import { t } from '../../strings';
import type { Path } from '../model';
import { LocalizedField } from './LocalizedField';
import { NamedFields } from './NamedFields';

const f = t.designer.fields;

/** Texts that the template shows. */
export const SlotFields = ({ path }: { path: Path }) => (
  <NamedFields
    path={path}
    legend={f.slots}
    newName={f.slotName}
    add={f.addSlot}
    remove={f.removeSlot}
    fieldOf={(at, name) => <LocalizedField path={at} label={words(name)} isRequired />}
  />
);
