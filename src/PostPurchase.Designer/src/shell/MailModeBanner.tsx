import { IconAlertTriangle, IconMailCheck, IconMailForward, IconMailOff, IconMailPause } from '@tabler/icons-react';
import type { MailMode } from '../api/types';
import { t } from '../strings';
import './banner.css';

const icons = { captured: IconMailOff, redirect: IconMailForward, approve: IconMailPause, live: IconMailCheck };

/** Says on every page where mail goes; it cannot be closed. */
export function MailModeBanner({ mode, quarantine }: { mode: MailMode | undefined; quarantine: string | null }) {
  if (quarantine)
    return (
      <div className="banner" data-tone="bad" role="alert">
        <IconAlertTriangle size={17} aria-hidden />
        <span>{t.mode.quarantine(quarantine)}</span>
      </div>
    );
  if (!mode || mode === 'live') return null;
  const Icon = icons[mode] ?? IconMailOff;
  return (
    <div className="banner" data-tone="note">
      <Icon size={17} aria-hidden />
      <span>{t.mode[mode]}</span>
    </div>
  );
}
