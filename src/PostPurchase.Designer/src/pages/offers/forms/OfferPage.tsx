import { Alert, Select } from '@mantine/core';
import { useRef } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useMay } from '../../../access/session';
import { useLeaveGuard } from '../../../parts/LeaveGuard';
import { NotFound } from '../../../parts/NotFound';
import { Page } from '../../../parts/Page';
import { Loading, QueryState } from '../../../parts/QueryState';
import { useParam } from '../../../parts/useParam';
import { t } from '../../../strings';
import { type OfferRow, type ProgramRow, useOffer, usePrograms } from '../data';
import { useVocabulary } from '../names';
import { Delete } from './Delete';
import { Frame } from './Frame';
import { OfferFields } from './OfferFields';
import { OfferShown } from './Shown';
import { type OfferFile, useFileForm, useOfferFile } from './useFileForm';
import { indexOf, newOffer, type OfferValues, offersIn, readOffer, withoutOffer, writeOffer } from './values';

const s = t.offerForms;

/** One offer: a new one, one of a file, or one that a feed brought and that gets words of its own. */
export default function OfferPage() {
  const { id } = useParams();
  return id === undefined ? <NewOffer /> : <OldOffer key={id} id={id} />;
}

function OldOffer({ id }: { id: string }) {
  const offer = useOffer(id);
  const programs = usePrograms();
  return (
    <QueryState query={offer} isPage>
      {(row) =>
        row === null ? (
          <NotFound text={s.missing} back={{ to: '/offers', label: s.back }} />
        ) : (
          <Page title={s.edit(row.name)} intro={row.own ? s.ownIntro : s.offerIntro}>
            <QueryState query={programs}>
              {({ items }) => {
                const program = items.find((one) => one.key === row.program);
                return (
                  <InFile
                    name={row.file ?? program?.files[0] ?? `${row.program}.yaml`}
                    program={program ?? null}
                    row={row}
                    isThere={Boolean(row.file ?? program?.files[0])}
                  />
                );
              }}
            </QueryState>
          </Page>
        )
      }
    </QueryState>
  );
}

function NewOffer() {
  const programs = usePrograms();
  const [wanted, setWanted] = useParam('program');
  const carried = useRef<OfferValues | null>(null);
  return (
    <Page title={s.newOffer} intro={s.offerIntro}>
      <QueryState query={programs}>
        {({ items }) => {
          const key = wanted || 'own';
          const program = items.find((one) => one.key === key && one.files.length > 0) ?? null;
          const choices = [
            { value: 'own', label: s.ownShop },
            ...items.filter((one) => one.key !== 'own' && one.files.length > 0).map((one) => ({ value: one.key, label: one.name })),
          ];
          const choose = (
            <Select
              label={s.program}
              description={s.programHint}
              allowDeselect={false}
              data={choices}
              value={program ? key : 'own'}
              onChange={(next) => setWanted(next === 'own' ? '' : (next ?? ''))}
            />
          );
          return (
            <InFile
              key={program?.key ?? 'own'}
              name={program?.files[0] ?? 'own.yaml'}
              program={program}
              row={null}
              isThere={program !== null}
              choose={choose}
              carried={carried}
            />
          );
        }}
      </QueryState>
    </Page>
  );
}

type InFileProps = {
  name: string;
  program: ProgramRow | null;
  row: OfferRow | null;
  isThere: boolean;
  choose?: React.ReactNode;
  carried?: React.RefObject<OfferValues | null>;
};

function InFile(props: InFileProps) {
  const file = useOfferFile(props.isThere ? props.name : null);
  const vocabulary = useVocabulary();
  if (!vocabulary.data) return vocabulary.error ? <QueryState query={vocabulary}>{() => null}</QueryState> : <Loading />;
  if (!props.isThere) return <Form {...props} file={null} currency={vocabulary.data.currency} />;
  return <QueryState query={file}>{(found) => <Form {...props} file={found} currency={vocabulary.data.currency} />}</QueryState>;
}

function Form({ name, program, row, file, currency, choose, carried }: InFileProps & { file: OfferFile | null; currency: string }) {
  const navigate = useNavigate();
  const isLocked = !useMay('write');
  const key = program?.key ?? row?.program ?? 'own';
  const isWritten = row !== null && file !== null && indexOf(file.text, row.id) >= 0;
  const start = carried?.current ?? (row ? fromFeed(row, currency) : newOffer(currency));
  const form = useFileForm<OfferValues>({
    name,
    file,
    read: (text) =>
      row && indexOf(text, row.id) >= 0 ? { ...readOffer(text, row.id), currency: readOffer(text, row.id).currency || currency } : null,
    start,
    write: (text, before, after) => writeOffer(text, before, after, key),
    // A new one stands at the end of its file.
    prefix: (text) => `offers[${row ? indexOf(text, row.id) : offersIn(text) - 1}].`,
    offer: (values) => values.id,
    onSaved: (values) => {
      guard.letGo();
      if (!row) void navigate(`/offers?q=${encodeURIComponent(values.id)}`);
    },
  });
  const guard = useLeaveGuard(form.isChanged);
  if (carried) carried.current = form.isChanged ? form.values : null;
  return (
    <Frame
      form={form}
      guard={guard}
      isLocked={isLocked}
      file={name}
      aside={<OfferShown shown={form.check?.offer ?? null} values={form.values} />}
      actions={
        row &&
        isWritten && (
          <Delete
            what={row.name}
            name={name}
            base={form.base}
            without={(text) => withoutOffer(text, row.id)}
            letGo={guard.letGo}
            to="/offers"
          />
        )
      }
    >
      {row && !isWritten && <Alert color="blue">{s.feedOnly}</Alert>}
      <OfferFields form={form} isLocked={isLocked} isOwn={key === 'own'} choose={choose} isNamed={row !== null} />
    </Frame>
  );
}

const fromFeed = (row: OfferRow, currency: string): OfferValues => ({
  ...newOffer(row.currency ?? currency),
  id: row.id,
  name: row.name,
  url: row.url,
  product_id: row.product_id && row.product_id !== row.id ? row.product_id : '',
});
