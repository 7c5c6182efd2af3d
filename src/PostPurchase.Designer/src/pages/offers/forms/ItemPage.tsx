import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useMay } from '../../../access/session';
import { useLeaveGuard } from '../../../parts/LeaveGuard';
import { NotFound } from '../../../parts/NotFound';
import { Page } from '../../../parts/Page';
import { QueryState } from '../../../parts/QueryState';
import { valuesOf } from '../../../parts/yamlEdits';
import { t } from '../../../strings';
import { useOfferFiles } from '../data';
import { Delete } from './Delete';
import { Frame } from './Frame';
import { fileFor, type ItemShape, itemsIn, placeOf, readItem, withoutItem, writeItem } from './items';
import { type FileForm, type OfferFile, useFileForm, useOfferFile } from './useFileForm';

const s = t.offerForms;

type Kind<V extends object> = {
  shape: ItemShape<V>;
  words: { add: string; edit: (name: string) => string; intro: string; gone: string; use: string };
  /** The tab to come from and to go back to. */
  tab: string;
  start: V;
  /** Its name in words; left out where its key is one. */
  nameOf?: (values: V) => string;
  fields: (form: FileForm<V>, isLocked: boolean, isNamed: boolean) => ReactNode;
};

/** One item of a list in an offers file: a coupon pool, a rule or a feed; a new one or one of a file. */
export function ItemPage<V extends object>(kind: Kind<V>) {
  const { key } = useParams();
  const files = useOfferFiles();
  const { words, shape, tab } = kind;
  return (
    <QueryState query={files} isPage>
      {({ items }) => {
        const file = key === undefined ? fileFor(shape.list, items) : items.find((one) => placeOf(one.text, shape, key) >= 0)?.name;
        if (file === undefined) return <NotFound text={words.gone} back={wayBack(tab)} />;
        return (
          <Page title={key === undefined ? words.add : words.edit(titleOf(kind, items, file, key))} intro={words.intro}>
            <Opened key={key ?? ''} {...kind} id={key ?? null} name={file} isThere={items.some(({ name }) => name === file)} />
          </Page>
        );
      }}
    </QueryState>
  );
}

const wayBack = (tab: string) => ({ to: `/offers?tab=${tab}`, label: s.backTo(t.offers.tabs[tab] ?? tab) });

/** What it is called by who reads it, else its key. */
function titleOf<V extends object>({ shape, nameOf }: Kind<V>, files: { name: string; text: string }[], file: string, key: string): string {
  const values = readItem(files.find(({ name }) => name === file)?.text ?? '', shape, key);
  return (values && nameOf?.(values)) || key;
}

type OpenedProps<V extends object> = Kind<V> & { id: string | null; name: string; isThere: boolean };

function Opened<V extends object>(props: OpenedProps<V>) {
  // The file that a new one goes to does not change while it is being typed.
  const [{ name, isThere }] = useState(props);
  const file = useOfferFile(isThere ? name : null);
  if (!isThere) return <Form {...props} name={name} file={null} />;
  return <QueryState query={file}>{(found) => <Form {...props} name={name} file={found} />}</QueryState>;
}

function Form<V extends object>({ shape, words, tab, start, fields, id, name, file }: OpenedProps<V> & { file: OfferFile | null }) {
  const navigate = useNavigate();
  const isLocked = !useMay('write');
  const back = wayBack(tab);
  const form = useFileForm<V>({
    name,
    file,
    read: (text) => (id === null ? null : readItem(text, shape, id)),
    start,
    write: (text, before, after) => writeItem(text, shape, before, after),
    // A new one stands at the end of its list.
    prefix: (text) => `${shape.list}[${id === null ? itemsIn(text, shape.list).length - 1 : placeOf(text, shape, id)}].`,
    onSaved: () => {
      guard.letGo();
      if (id === null) void navigate(back.to);
    },
  });
  const guard = useLeaveGuard(form.isChanged);
  // A file without anything left is no offers file.
  const without = (text: string) => {
    const left = withoutItem(text, shape, id ?? '');
    return Object.keys(valuesOf(left)).length === 0 ? null : left;
  };
  return (
    <Frame
      form={form}
      guard={guard}
      isLocked={isLocked}
      file={name}
      back={back}
      aside={
        <section className="panel shown-part" aria-label={s.howUsed}>
          <Title order={2}>{s.howUsed}</Title>
          <Text size="sm" mt={4}>
            {words.use}
          </Text>
        </section>
      }
      actions={id !== null && <Delete what={id} name={name} base={form.base} without={without} letGo={guard.letGo} to={back.to} />}
    >
      {fields(form, isLocked, id !== null)}
    </Frame>
  );
}
