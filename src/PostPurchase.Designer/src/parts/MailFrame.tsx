import { useMemo } from 'react';

type Pictures = 'own' | 'all' | 'none';

/**
 * A mail in a frame that may run nothing, open nothing and send nothing. Pictures of other servers are not fetched unless asked for:
 * looking at a mail must not tell its sender's partners.
 */
export function MailFrame({
  html,
  title,
  pictures = 'own',
  width,
  height,
}: {
  html: string;
  title: string;
  pictures?: Pictures;
  width?: number;
  height?: number | string;
}) {
  const guarded = useMemo(() => guard(html, pictures), [html, pictures]);
  return (
    <iframe
      key={pictures}
      className="mail-frame"
      title={title}
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={guarded}
      style={{ height: height ?? 640, maxWidth: width, margin: width ? '0 auto' : undefined }}
    />
  );
}

/** The mail with a policy of its own before everything else in it. */
export function guard(html: string, pictures: Pictures, origin = window.location.origin): string {
  const images = pictures === 'none' ? "'none'" : pictures === 'own' ? `${origin} data:` : `${origin} data: https: http:`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src ${images}; font-src 'none'; form-action 'none'`;
  return `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">${html.replace(/^\s*<!doctype[^>]*>/i, '')}`;
}
