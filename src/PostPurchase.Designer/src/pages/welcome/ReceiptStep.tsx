import { Alert } from '@mantine/core';
import { IconMail, IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../../access/session';
import type { StoreSettings } from '../../api/types';
import { QueryState } from '../../parts/QueryState';
import { SetOutside } from '../../parts/SetOutside';
import { SettingErrors, useFieldInAddress } from '../../parts/SettingErrors';
import { t } from '../../strings';
import { useSaveStore, useStoreSettings } from './data';
import { type Go, Going, Step } from './Step';

const s = t.welcome.receipt;

export function ReceiptStep(go: Go) {
  const settings = useStoreSettings();
  return (
    <Step title={s.title} text={s.text}>
      <QueryState query={settings}>{(data) => <Choice settings={data} {...go} />}</QueryState>
    </Step>
  );
}

function Choice({ settings, ...go }: { settings: StoreSettings } & Go) {
  const save = useSaveStore();
  const isAdmin = useMay('admin');
  const [sends, setSends] = useState(settings.sends_receipt);
  const isLocked = settings.locked.includes('sends_receipt');
  useFieldInAddress();
  const on = () =>
    sends === settings.sends_receipt || !isAdmin || isLocked ? go.next() : save.mutate({ sends_receipt: sends }, { onSuccess: go.next });
  return (
    <>
      <fieldset className="welcome-choices" aria-label={s.choices} disabled={isLocked || !isAdmin}>
        {[
          { value: true, label: s.yes, text: s.yesText, icon: IconReceipt },
          { value: false, label: s.no, text: s.noText, icon: IconMail },
        ].map(({ value, label, text, icon: Icon }) => (
          <label key={label} className="welcome-choice" data-chosen={sends === value || undefined}>
            <input
              id={value ? 'sends_receipt' : undefined}
              type="radio"
              name="receipt"
              checked={sends === value}
              onChange={() => setSends(value)}
            />
            <Icon size={26} stroke={1.5} aria-hidden />
            <span>
              <b>{label}</b>
              <small>{text}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {isLocked && (
        <Alert color="yellow">
          <SetOutside where={settings.outside.sends_receipt} />
        </Alert>
      )}
      {save.error && <SettingErrors error={save.error} />}
      <Going {...go} next={on} isBusy={save.isPending} />
    </>
  );
}
