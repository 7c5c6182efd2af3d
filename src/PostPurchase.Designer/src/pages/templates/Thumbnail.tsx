import { useElementSize, useIntersection, useMergedRef } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import type { Preview } from '../../api/types';
import { pictureOf } from '../../parts/MailFrame';
import { t } from '../../strings';

const mailWidth = 640;

/** The mail as wide as its card; asked for when it comes into sight. */
export function Thumbnail({ name }: { name: string }) {
  const { ref, entry } = useIntersection({ rootMargin: '200px' });
  const { ref: card, width } = useElementSize();
  const place = useMergedRef(ref, card);
  const [isShown, setShown] = useState(false);
  const preview = useQuery({
    queryKey: ['thumbnail', name],
    queryFn: () => api.post<Preview>('/preview', { template: name }),
    enabled: entry?.isIntersecting ?? false,
    staleTime: 5 * 60_000,
    retry: false,
  });
  return (
    <div className="thumbnail" ref={place} aria-hidden>
      {preview.error && <p>{t.templateEditor.noThumbnail}</p>}
      {preview.data && (
        <iframe
          style={width > 0 ? { transform: `scale(${width / mailWidth})` } : undefined}
          title={name}
          tabIndex={-1}
          sandbox=""
          loading="lazy"
          data-shown={isShown || undefined}
          onLoad={() => setShown(true)}
          srcDoc={pictureOf(preview.data.html ?? '')}
        />
      )}
    </div>
  );
}
