import { useMemo } from 'react';
import { fromHere } from './pictures';

type Pictures = 'own' | 'all' | 'none';

/**
 * A mail in a frame that may run nothing, open nothing and send nothing. Pictures of other servers are not fetched unless asked for:
 * looking at a mail must not tell its sender's partners.
 */
export function MailFrame({
  html,
  title,
  pictures = 'own',
  isDark,
  width,
  height,
  scale = 1,
}: {
  html: string;
  title: string;
  pictures?: Pictures;
  /** As a mail program in dark colours shows it; otherwise in light ones, whatever this browser prefers. */
  isDark?: boolean;
  /** In px, whatever room there is; as wide as its place where it is left out. */
  width?: number;
  /** In px, after scaling. */
  height?: number;
  scale?: number;
}) {
  const guarded = useMemo(() => guard(inColours(html, isDark ?? false), pictures), [html, pictures, isDark]);
  return (
    <iframe
      key={pictures}
      className="mail-frame"
      title={title}
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={guarded}
      style={{
        width,
        height: (height ?? 640) / scale,
        margin: scale === 1 && width ? '0 auto' : undefined,
        transform: scale === 1 ? undefined : `scale(${scale})`,
        transformOrigin: '0 0',
      }}
    />
  );
}

const darkRule = /\(\s*prefers-color-scheme\s*:\s*dark\s*\)/gi;

/** The mail with its rules for dark colours in force, or out of it. */
export const inColours = (html: string, isDark: boolean) => html.replace(darkRule, isDark ? '(min-width: 0px)' : '(max-width: 0px)');

// Our own dot that tells of an open: whoever looks at a mail here is not its receiver.
const openDot = /https?:\/\/[^"'\s>]*\/o\/[a-z0-9]+\.gif/gi;
const noDot = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

// Where bars take room, wide ones would make a phone's mail narrower than a phone.
const thinBars = '<style>html{scrollbar-width:thin}</style>';
const noBars = '<style>html,body{overflow:hidden!important}</style>';

/** The mail with a policy of its own before everything else in it; what it links to would open in a new window, which its frame may not. */
export function guard(html: string, pictures: Pictures, origin = window.location.origin, bars = thinBars): string {
  const images = pictures === 'none' ? "'none'" : pictures === 'own' ? `${origin} data:` : `${origin} data: https: http:`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src ${images}; font-src 'none'; form-action 'none'`;
  const shown = fromHere(html, origin)
    .replace(openDot, noDot)
    .replace(/^\s*<!doctype[^>]*>/i, '');
  return `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_blank">${bars}${shown}`;
}

/** The mail as a picture of itself, which nobody scrolls. */
export const pictureOf = (html: string) => guard(inColours(html, false), 'own', window.location.origin, noBars);
