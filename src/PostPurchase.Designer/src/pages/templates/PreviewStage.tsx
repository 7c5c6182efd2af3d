import { useElementSize } from '@mantine/hooks';
import type { ComponentProps } from 'react';
import { MailFrame } from '../../parts/MailFrame';

type Props = Omit<ComponentProps<typeof MailFrame>, 'height' | 'width' | 'scale'> & { width: number; height: number; isBusy: boolean };

/** The mail as a window of this width (in px) lays it out, made smaller where there is less room; `height` is what it takes on the page. */
export function PreviewStage({ width, height, isBusy, ...frame }: Props) {
  const { ref, width: room } = useElementSize();
  const scale = room > 0 ? Math.min(1, room / width) : 1;
  return (
    <div className="preview-stage" aria-busy={isBusy}>
      <div ref={ref} style={{ height, overflow: 'hidden' }}>
        <MailFrame {...frame} width={width} height={height} scale={scale} />
      </div>
    </div>
  );
}
