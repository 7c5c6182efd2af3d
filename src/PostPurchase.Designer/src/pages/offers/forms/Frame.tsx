import { Alert, Button, Group, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { whoAtStart } from '../../../parts/format';
import type { useLeaveGuard } from '../../../parts/LeaveGuard';
import { messageOf } from '../../../parts/messages';
import { t } from '../../../strings';
import type { FileForm } from './useFileForm';
import '../../../brand/brand.css';
import './forms.css';

const s = t.offerForms;
const f = t.forms;

type Props<V extends object> = {
  form: FileForm<V>;
  guard: ReturnType<typeof useLeaveGuard>;
  isLocked: boolean;
  file: string;
  aside: ReactNode;
  actions?: ReactNode;
  /** Where it belongs to. */
  back?: { to: string; label: string };
  children: ReactNode;
};

const usual = { to: '/offers', label: s.back };

/** A form over one part of an offers file: its fields, what stops it, saving, and what comes of it beside them. */
export function Frame<V extends object>({ form, guard, isLocked, file, aside, actions, back = usual, children }: Props<V>) {
  useHotkeys([['mod+S', () => !isLocked && (form.isNew || form.isChanged) && form.submit()]], []);
  const fields = useRef<HTMLFormElement>(null);
  const { isRefused, seen } = form;
  // The button stands far from what stops it.
  useEffect(() => {
    if (!isRefused) return;
    const first = fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (first) first.focus();
    else fields.current?.querySelector('[role="alert"]')?.scrollIntoView({ block: 'center' });
    seen();
  }, [isRefused, seen]);
  return (
    <div className="brand-page offer-form">
      <form
        ref={fields}
        className="brand-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.submit();
        }}
      >
        {isLocked && (
          <Text size="sm" c="dimmed">
            {f.mayNot}
          </Text>
        )}
        {children}
        {form.others.length > 0 && (
          <Alert color="red" title={s.elsewhere} role="alert">
            {form.others.map((problem) => (
              <div key={`${problem.line} ${problem.message}`}>{s.elsewhereAt(problem.line, form.say(problem.message))}</div>
            ))}
          </Alert>
        )}
        {!isLocked && (
          <div className="save-bar">
            <Refused form={form} />
            <Button type="submit" loading={form.save.isPending} disabled={!form.isNew && !form.isChanged}>
              {form.isNew ? s.add : s.save}
            </Button>
            <Text size="sm" c="dimmed" role="status" style={{ flex: 1 }}>
              {stateOf(form)}
            </Text>
            {actions}
          </div>
        )}
        <Text size="xs" c="dimmed">
          <Link to={back.to} className="text-link">
            {back.label}
          </Link>
          {' · '}
          {s.inFile(file)}
        </Text>
      </form>
      <aside className="offer-aside">{aside}</aside>
      {guard.question}
    </div>
  );
}

function stateOf<V extends object>(form: FileForm<V>) {
  const count = new Set(form.problems.map((problem) => problem.path)).size;
  if (count > 0 && (form.isNew ? form.isAsked : form.isChanged)) return f.problems(count);
  if (form.isNew) return '';
  return form.isChanged ? f.unsaved : form.isSaved ? f.saved : '';
}

function Refused<V extends object>({ form }: { form: FileForm<V> }) {
  const { conflict, save } = form;
  if (!save.error) return null;
  if (!conflict)
    return (
      <Alert color="red" role="alert" className="save-bar-refused">
        {messageOf(save.error)}
      </Alert>
    );
  const { theirs, edited_by } = conflict;
  const by = edited_by && whoAtStart(edited_by);
  return (
    <Alert color="red" role="alert" className="save-bar-refused" title={theirs ? f.conflict.title(by) : f.conflict.gone(by)}>
      {theirs && (
        <Text size="sm" mb="sm">
          {f.conflict.text}
        </Text>
      )}
      <Group gap="xs">
        <Button size="xs" onClick={() => form.onTop(theirs)}>
          {theirs ? f.conflict.mine : f.conflict.again}
        </Button>
        {theirs && (
          <Button size="xs" variant="default" onClick={() => form.takeTheirs(theirs)}>
            {f.conflict.theirs}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
