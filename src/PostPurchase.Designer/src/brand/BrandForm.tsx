import { Alert, Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../access/session';
import { useTemplates } from '../api/queries';
import type { Brand, BrandValues } from '../api/types';
import { PreviewPane } from '../pages/templates/PreviewPane';
import { useFormat, whoAtStart, words } from '../parts/format';
import { QueryState } from '../parts/QueryState';
import { besideFields, SettingErrors, useFieldInAddress } from '../parts/SettingErrors';
import { t } from '../strings';
import { LineField, PostalField } from './fields';
import { Looks } from './Looks';
import { ShopAddress, useShopAddress } from './ShopAddress';
import { Socials } from './Socials';
import { type BrandDraft, useBrand, useBrandDraft } from './useBrand';
import './brand.css';

const s = t.brand;
const usual = 'order-confirmation';

type Props = {
  store?: string;
  /** After each save; with it, the button also goes on where nothing was changed. */
  onSaved?: (brand: Brand) => void;
  saveLabel?: string;
  hasPreview?: boolean;
};

/** How mails and public pages of a store look, with a real mail beside it that follows each change. */
export function BrandForm({ store = 'default', ...rest }: Props) {
  const brand = useBrand(store);
  return <QueryState query={brand}>{(answer) => <Form key={store} answer={answer} {...rest} />}</QueryState>;
}

function Form({ answer, onSaved, saveLabel = s.save, hasPreview = true }: Omit<Props, 'store'> & { answer: Brand }) {
  const address = useShopAddress(answer.store);
  const draft = useBrandDraft(answer, onSaved, address.isChanged);
  useFieldInAddress(address.isThere || !address.isAsked);
  const isLocked = !useMay('write');
  const field = { draft, isLocked };
  const isChanged = draft.isChanged || address.isChanged;
  const submit = () =>
    address.keep(() => {
      if (draft.isChanged) return draft.save.mutate(undefined);
      draft.guard.letGo();
      onSaved?.(draft.saved);
    });
  return (
    <div className={hasPreview ? 'brand-page' : undefined}>
      <form
        className="brand-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {isLocked && (
          <Text size="sm" c="dimmed">
            {s.mayNot}
          </Text>
        )}
        <section className="panel brand-part" aria-label={s.shop}>
          <Title order={2}>{s.shop}</Title>
          <LineField {...field} path="name" label={s.name} hint={s.nameHint} />
          <ShopAddress address={address} />
          <LineField {...field} path="sender_name" label={s.senderName} hint={s.senderHint} />
          <LineField {...field} path="signed_by" label={s.signedBy} hint={s.signedHint} />
          <LineField {...field} path="support_email" label={s.supportEmail} hint={s.supportHint} type="email" />
        </section>
        <section className="panel brand-part" aria-label={s.looks}>
          <Title order={2}>{s.looks}</Title>
          <Looks {...field} />
        </section>
        <section className="panel brand-part" aria-label={s.footer}>
          <Title order={2}>{s.footer}</Title>
          <PostalField {...field} />
          <Socials {...field} />
        </section>
        <Saving draft={draft} />
        {address.error && <OtherErrors error={address.error} />}
        {!isLocked && (
          <Group gap="sm">
            <Button
              type="submit"
              loading={draft.save.isPending || address.isBusy}
              disabled={draft.problems.length > 0 || draft.isChecking || (!isChanged && !onSaved)}
            >
              {saveLabel}
            </Button>
            <State draft={draft} isChanged={isChanged} isSaved={address.isSaved} />
          </Group>
        )}
      </form>
      {draft.guard.question}
      {hasPreview && <Shown look={draft.look} />}
    </div>
  );
}

function State({ draft, isChanged, isSaved }: { draft: BrandDraft; isChanged: boolean; isSaved: boolean }) {
  const format = useFormat();
  const { edited_by: by, edited_at: at } = draft.saved;
  const saved = draft.save.isSuccess || isSaved ? s.saved : by && at ? s.savedBy(by, format.at(at)) : s.never;
  return (
    <Text size="sm" c="dimmed" role="status" component="div">
      {draft.problems.length > 0 ? <Wrong problems={draft.problems} /> : isChanged ? s.unsaved : saved}
    </Text>
  );
}

/** Which fields keep it from being saved; each leads to its field. */
function Wrong({ problems }: { problems: BrandDraft['problems'] }) {
  const fields = [...new Map(problems.toSorted((a, b) => placeOf(a.path) - placeOf(b.path)).map(({ path }) => [labelOf(path), path]))];
  return (
    <>
      {s.problems(fields.length)}{' '}
      {fields.map(([label, path], i) => (
        <span key={path}>
          {i > 0 && ', '}
          <button type="button" className="text-link inline-button" onClick={() => document.getElementById(path)?.focus()}>
            {label}
          </button>
        </span>
      ))}
    </>
  );
}

const keyOf = (path: string) => path.split(/[[.]/)[0] ?? '';
const labelOf = (path: string) => s.labels[keyOf(path)] ?? words(path);

// The labels are in the order of the page.
const placeOf = (path: string) => Object.keys(s.labels).indexOf(keyOf(path));

function Saving({ draft }: { draft: BrandDraft }) {
  const { conflict, save } = draft;
  if (!save.error) return null;
  if (!conflict) return <SettingErrors error={save.error} />;
  return (
    <Alert color="red" role="alert" title={s.conflict.title(conflict.theirs.edited_by && whoAtStart(conflict.theirs.edited_by))}>
      <Text size="sm" mb="sm">
        {s.conflict.text}
      </Text>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => draft.takeTheirs(conflict.theirs)}>
          {s.conflict.theirs}
        </Button>
        <Button size="xs" color="red.9" onClick={() => save.mutate(conflict.theirs.revision)}>
          {s.conflict.mine}
        </Button>
      </Group>
    </Alert>
  );
}

/** What was refused of the address and does not stand beside its field. */
function OtherErrors({ error }: { error: Error }) {
  const { others } = besideFields(error, ['url']);
  return others.length > 0 ? <SettingErrors error={error} problems={others} /> : null;
}

/** A real mail with the look as it is being chosen. */
function Shown({ look }: { look: BrandValues }) {
  const names = useTemplates().data?.items.map((row) => row.name) ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const name = chosen ?? (names.includes(usual) ? usual : names[0]);
  if (!name)
    return (
      <Text size="sm" c="dimmed">
        {s.noMail}
      </Text>
    );
  return (
    <Stack gap="sm" className="brand-preview">
      <Select
        label={s.mail}
        size="xs"
        searchable
        allowDeselect={false}
        data={names.map((one) => ({ value: one, label: words(one) }))}
        value={name}
        onChange={setChosen}
      />
      <PreviewPane template={name} language={null} brand={look} isBare height={560} />
    </Stack>
  );
}
