import { IconAlertTriangle, IconMailCheck, IconMailForward, IconMailOff, IconMailPause } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import type { MailMode } from '../api/types';
import { t } from '../strings';
import './banner.css';

const icons = { captured: IconMailOff, redirect: IconMailForward, approve: IconMailPause, live: IconMailCheck };

type Asked = { mode: MailMode | undefined; quarantine: string | null; isDemo?: boolean | undefined };

/** Says on every page where mail goes; it cannot be closed. While mail is live the tag in the header says it. */
export function MailModeBanner({ mode, quarantine, isDemo }: Asked) {
  const { pathname } = useLocation();
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
      <span>
        {isDemo ? t.mode.demo : t.mode[mode]}{' '}
        {!isDemo && pathname !== '/go-live' && (
          <Link to="/go-live" className="banner-link">
            {t.welcome.live.link}
          </Link>
        )}
      </span>
    </div>
  );
}

/** The quiet word of a shop whose mail leaves: on every page, in the header. A phone has room for its first word. */
export function LiveTag({ mode, quarantine }: { mode: MailMode | undefined; quarantine: string | null }) {
  if (mode !== 'live' || quarantine) return null;
  const [first, rest] = t.mode.liveTag;
  return (
    <Link to="/go-live" className="live-tag" aria-label={first + rest} title={t.mode.live}>
      {first}
      <span className="live-tag-rest">{rest}</span>
    </Link>
  );
}
