import { useIntersection } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { Preview } from '../../api/types';
import { guard, inColours } from '../../parts/MailFrame';
import { t } from '../../strings';

/** The mail at a third of its size; asked for when it comes into sight. */
export function Thumbnail({ name }: { name: string }) {
  const { ref, entry } = useIntersection({ rootMargin: '200px' });
  const preview = useQuery({
    queryKey: ['thumbnail', name],
    queryFn: () => api.post<Preview>('/preview', { template: name }),
    enabled: entry?.isIntersecting ?? false,
    staleTime: 5 * 60_000,
    retry: false,
  });
  return (
    <div className="thumbnail" ref={ref} aria-hidden>
      {preview.error && <p>{t.templateEditor.noThumbnail}</p>}
      {preview.data && (
        <iframe title={name} tabIndex={-1} sandbox="" loading="lazy" srcDoc={guard(inColours(preview.data.html ?? '', false), 'own')} />
      )}
    </div>
  );
}
