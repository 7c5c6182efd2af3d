import { Alert, Button, CopyButton, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../access/session';
import { api } from '../../api/client';
import type { DomainCheck, StoreSettings } from '../../api/types';
import { sentence } from '../../parts/format';
import { useLeaveGuard } from '../../parts/LeaveGuard';
import { messageOf } from '../../parts/messages';
import { QueryState } from '../../parts/QueryState';
import { SetOutside } from '../../parts/SetOutside';
import { besideFields, SettingErrors, useFieldInAddress } from '../../parts/SettingErrors';
import { Tag } from '../../parts/Tag';
import { t } from '../../strings';
import { useSaveStore, useStoreSettings } from './data';
import { type Go, Going, Step } from './Step';

const s = t.welcome.sender;

export function SenderStep(go: Go) {
  const settings = useStoreSettings();
  return (
    <Step title={s.title} text={s.text}>
      <QueryState query={settings}>{(data) => <Form settings={data} {...go} />}</QueryState>
    </Step>
  );
}

function Form({ settings, ...go }: { settings: StoreSettings } & Go) {
  const isAdmin = useMay('admin');
  const save = useSaveStore();
  const check = useMutation({ mutationFn: (address: string) => api.post<DomainCheck>('/domain-checks', { address }) });
  const [address, setAddress] = useState(settings.from_address ?? '');
  const [replyTo, setReplyTo] = useState(settings.reply_to ?? '');
  const [isLeft, setLeft] = useState(false);
  const wrong = besideFields(save.error, ['from_address', 'reply_to']);
  useFieldInAddress();
  const isLocked = (field: string) => !isAdmin || settings.locked.includes(field);
  const changes = {
    ...(isLocked('from_address') || address.trim() === (settings.from_address ?? '') ? {} : { from_address: address.trim() }),
    ...(isLocked('reply_to') || replyTo.trim() === (settings.reply_to ?? '') ? {} : { reply_to: replyTo.trim() }),
  };
  const isChanged = Object.keys(changes).length > 0;
  const guard = useLeaveGuard(isChanged, 'step');
  const keep = (then: () => void) => (isChanged ? save.mutate(changes, { onSuccess: then }) : then());
  const hint = (field: string, usual: string | null) =>
    settings.locked.includes(field) ? <SetOutside where={settings.outside[field]} /> : usual;
  return (
    <Stack gap="sm">
      <form
        className="panel welcome-told"
        onSubmit={(event) => {
          event.preventDefault();
          keep(() => check.mutate(address.trim()));
        }}
      >
        <TextInput
          id="from_address"
          label={s.address}
          type="email"
          description={hint('from_address', s.addressHint)}
          disabled={isLocked('from_address')}
          value={address}
          error={wrong.of('from_address') ?? (isLeft && address.trim() !== '' && !isAddress(address) && s.noAddress)}
          onBlur={() => setLeft(true)}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        {isExample(address) && (
          <Alert color="yellow" role="status">
            {s.isExample}
          </Alert>
        )}
        <TextInput
          id="reply_to"
          label={s.replyTo}
          type="email"
          description={hint('reply_to', null)}
          disabled={isLocked('reply_to')}
          value={replyTo}
          error={wrong.of('reply_to')}
          onChange={(event) => setReplyTo(event.currentTarget.value)}
        />
        {save.error && wrong.others.length > 0 && <SettingErrors error={save.error} problems={wrong.others} />}
        <Group gap="sm">
          <Button type="submit" variant="default" loading={check.isPending || save.isPending} disabled={!isAddress(address)}>
            {s.check}
          </Button>
          <Text size="sm" c="dimmed">
            {s.later}
          </Text>
        </Group>
      </form>
      <div aria-live="polite">
        {check.isPending && <Text size="sm">{s.checking}</Text>}
        {check.error && <Alert color="red">{sentence(messageOf(check.error))}</Alert>}
        {check.data && <Found found={check.data} />}
      </div>
      <Going
        {...go}
        next={() =>
          keep(() => {
            guard.letGo();
            go.next();
          })
        }
        label={isChanged ? s.save : t.welcome.next}
        isSkip={address === ''}
        isBusy={save.isPending}
      />
      {guard.question}
    </Stack>
  );
}

/** Enough to ask a name server about; whether mail gets there only its server knows. */
const isAddress = (address: string) => /^\S+@[^\s@]+$/.test(address.trim());

/** Names that nobody can have (RFC 2606), as those that the server and its samples begin with. */
const isExample = (address: string) => /[@.](example|example\.(com|net|org))$/i.test(address.trim());

const tones: Record<string, 'good' | 'note' | 'bad' | 'quiet'> = { ok: 'good', advice: 'note', wrong: 'bad', unknown: 'quiet' };

function Found({ found }: { found: DomainCheck }) {
  const isFine = found.findings.every(({ state }) => state === 'ok' || state === 'advice');
  return (
    <Stack gap="md">
      <section className="panel welcome-told" aria-label={s.found(found.domain)}>
        <Title order={3}>{s.found(found.domain)}</Title>
        <ul className="welcome-checks">
          {found.findings.map(({ check, state, text }) => (
            <li key={check + text}>
              <Tag tone={tones[state] ?? 'quiet'}>{s.states[state] ?? state}</Tag>
              <span>
                <b>{s.checks[check] ?? check}</b>
                {/* The check's own words name settings of the server. */}
                <small>{check === 'dkim' && !found.signs ? s.noSigning : text}</small>
              </span>
            </li>
          ))}
        </ul>
      </section>
      {/* Nobody can publish anything for a name that is only an example. */}
      {!isFine && !isExample(`@${found.domain}`) && (
        <section className="panel welcome-told" aria-label={s.publish}>
          <Title order={3}>{s.publish}</Title>
          <Text size="sm" c="dimmed">
            {s.publishText}
          </Text>
          {found.records.map((record) => (
            <div key={record.name + record.value} className="welcome-record">
              <Text size="xs" c="dimmed">
                {s.recordNames[record.type] ?? record.type}: {record.name}
              </Text>
              <Group gap="xs" wrap="nowrap" align="flex-start">
                <code>{record.value}</code>
                <CopyButton value={record.value}>
                  {({ copied, copy }) => (
                    <Button size="compact-xs" variant="default" onClick={copy} aria-label={`${copied ? s.copied : s.copy}: ${record.name}`}>
                      {copied ? s.copied : s.copy}
                    </Button>
                  )}
                </CopyButton>
              </Group>
            </div>
          ))}
        </section>
      )}
    </Stack>
  );
}
