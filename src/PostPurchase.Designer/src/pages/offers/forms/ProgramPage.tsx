import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useMay } from '../../../access/session';
import { sentence } from '../../../parts/format';
import { useLeaveGuard } from '../../../parts/LeaveGuard';
import { messageOf } from '../../../parts/messages';
import { NotFound } from '../../../parts/NotFound';
import { Page } from '../../../parts/Page';
import { QueryState } from '../../../parts/QueryState';
import { Tag } from '../../../parts/Tag';
import { useUndo } from '../../../parts/Undo';
import { t } from '../../../strings';
import { useOfferFiles, usePrograms } from '../data';
import { Frame } from './Frame';
import { ProgramFields } from './ProgramFields';
import { besideProgram, type ProgramValues, readProgram, withoutProgram, writeProgram } from './programValues';
import { ProgramLink } from './Shown';
import { deleteFile, type FileForm, type OfferFile, putFile, useFileForm, useFresh, useOfferFile } from './useFileForm';
import { offersIn } from './values';

const s = t.offerForms;

/** The terms of one program: a new one, or one that a file writes. */
export default function ProgramPage() {
  const { key } = useParams();
  const programs = usePrograms();
  return (
    <QueryState query={programs} isPage>
      {({ items }) => {
        if (key === undefined) return <NewProgram />;
        const row = items.find((one) => one.key === key);
        return row?.files[0] ? (
          <OldProgram key={key} name={row.name} file={row.files[0]} isOwn={key === 'own'} />
        ) : (
          <NotFound text={s.missingProgram} back={{ to: '/offers?tab=programs', label: s.backTo(t.offers.tabs.programs ?? '') }} />
        );
      }}
    </QueryState>
  );
}

function NewProgram() {
  const files = useOfferFiles();
  return (
    <Page title={s.newProgram} intro={s.programIntro}>
      <QueryState query={files}>
        {({ items }) => <Form file={null} name={null} taken={items.map(({ name }) => name)} title="" />}
      </QueryState>
    </Page>
  );
}

function OldProgram({ name, file, isOwn }: { name: string; file: string; isOwn: boolean }) {
  const found = useOfferFile(file);
  return (
    <Page title={s.edit(isOwn ? s.ownShop.toLowerCase() : name)} intro={isOwn ? s.ownIntro : s.programIntro}>
      <QueryState query={found}>{(text) => <Form file={text} name={file} taken={[]} title={name} />}</QueryState>
    </Page>
  );
}

const blank: ProgramValues = { ...readProgram(''), email_allowed: 'approval' };

function Form({ file, name, taken, title }: { file: OfferFile | null; name: string | null; taken: string[]; title: string }) {
  const navigate = useNavigate();
  const isLocked = !useMay('write');
  const [key, setKey] = useState('');
  const fileName = name ?? freeName(key, taken);
  const form = useFileForm<ProgramValues>({
    name: fileName,
    file,
    read: (text) => (text === '' ? null : readProgram(text)),
    start: blank,
    write: writeProgram,
    prefix: () => '',
    onSaved: (values) => {
      guard.letGo();
      if (name === null) void navigate(`/offers/program/${encodeURIComponent(values.program)}`, { replace: true });
    },
  });
  const guard = useLeaveGuard(form.isChanged);
  if (form.values.program !== key) setKey(form.values.program);
  const isOwn = form.values.program === 'own';
  return (
    <Frame
      form={form}
      guard={guard}
      isLocked={isLocked}
      file={fileName}
      aside={
        <>
          {!isOwn && <ProgramLink link={form.check?.program_link ?? null} />}
          {name && <Products form={form} program={form.values.program} isLocked={isLocked} />}
        </>
      }
      actions={name && <Ends form={form} file={name} title={title} letGo={guard.letGo} />}
    >
      {!form.values.isOpen && <Alert color="yellow">{s.closedText}</Alert>}
      <ProgramFields form={form} isLocked={isLocked} isNamed={name !== null} />
    </Frame>
  );
}

function freeName(key: string, taken: string[]) {
  const name = `${key || 'program'}.yaml`;
  return taken.includes(name) ? `${key}-program.yaml` : name;
}

function Products({ form, program, isLocked }: { form: FileForm<ProgramValues>; program: string; isLocked: boolean }) {
  const count = offersIn(form.base.text);
  return (
    <section className="panel shown-part">
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {count === 0 ? s.emptyOf(form.values.name || program) : null}
          {count > 0 && (
            <Link to={`/offers?program=${encodeURIComponent(program)}`} className="text-link">
              {count === 1 ? '1 offer' : `${count} offers`}
            </Link>
          )}
        </Text>
        {!isLocked && (
          <Button component={Link} to={`/offers/add?program=${encodeURIComponent(program)}`} size="xs" variant="default">
            {s.addOffer}
          </Button>
        )}
      </Group>
    </section>
  );
}

type EndsProps = { form: FileForm<ProgramValues>; file: string; title: string; letGo: () => void };

/** Closing, which keeps everything, and deleting, which can be taken back for a while. */
function Ends({ form, file, title, letGo }: EndsProps) {
  const [isAsking, setAsking] = useState(false);
  const navigate = useNavigate();
  const undo = useUndo();
  const fresh = useFresh();
  const { text, hash } = form.base;
  const beside = besideProgram(text);
  const { isOpen } = form.values;
  const remove = useMutation({
    mutationFn: async () => {
      const left = withoutProgram(text);
      if (left !== null) return (await putFile(file, left, hash)).hash;
      await deleteFile(file, hash ?? '');
      return null;
    },
    onSuccess: (now) => {
      letGo();
      undo({
        text: s.removed(title),
        undo: async () => {
          await putFile(file, text, now);
          fresh();
        },
      });
      void navigate('/offers?tab=programs');
      fresh();
    },
  });
  return (
    <>
      {isOpen ? (
        <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
          {s.remove}
        </Button>
      ) : (
        <>
          <Tag tone="quiet">{s.closed}</Tag>
          <Button variant="default" onClick={() => form.set({ isOpen: true })}>
            {s.openIt}
          </Button>
          <Button variant="subtle" color="red" onClick={() => setAsking(true)}>
            {s.remove}
          </Button>
        </>
      )}
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={s.removeProgram(title)}>
        <Stack gap="sm">
          <Text size="sm">{s.removeProgramText(offersIn(text))}</Text>
          {beside.length > 0 && <Text size="sm">{s.staysBeside(beside.join(', '))}</Text>}
          {isOpen && <Text size="sm">{s.closeText}</Text>}
          {remove.error && (
            <Alert color="red" role="alert">
              {sentence(messageOf(remove.error))}
            </Alert>
          )}
          <Group gap="xs">
            <Button color="red.9" loading={remove.isPending} onClick={() => remove.mutate()}>
              {s.remove}
            </Button>
            {isOpen && (
              <Button
                variant="default"
                onClick={() => {
                  setAsking(false);
                  form.set({ isOpen: false });
                }}
              >
                {s.closeIt}
              </Button>
            )}
            <Button variant="default" onClick={() => setAsking(false)}>
              {t.state.cancel}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
