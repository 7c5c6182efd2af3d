import { SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import type { ComponentProps } from 'react';
import { MailFrame } from '../../parts/MailFrame';
import { t } from '../../strings';

const s = t.templateEditor;

type Props = Omit<ComponentProps<typeof MailFrame>, 'height' | 'width' | 'scale'> & {
  width: number;
  height: number;
  isBusy: boolean;
  isFull: boolean;
  /** Left out where the mail always fits. */
  setFull?: (isFull: boolean) => void;
};

/**
 * The mail as a window of this width (in px) lays it out, made smaller where there is less room, or in its full size with a bar to move it;
 * `height` is what it takes on the page.
 */
export function PreviewStage({ width, height, isBusy, isFull, setFull, ...frame }: Props) {
  const { ref, width: room } = useElementSize();
  const fitting = room > 0 ? Math.min(1, room / width) : 1;
  const scale = isFull && setFull ? 1 : fitting;
  const isWider = scale === 1 && fitting < 1;
  return (
    <div className="preview-stage" aria-busy={isBusy}>
      {setFull && fitting < 1 && (
        <SegmentedControl
          className="preview-zoom"
          aria-label={s.zoom}
          size="xs"
          data={[
            { value: 'fit', label: s.fit(Math.round(fitting * 100)) },
            { value: 'full', label: s.full },
          ]}
          value={isFull ? 'full' : 'fit'}
          onChange={(next) => setFull(next === 'full')}
        />
      )}
      <section
        ref={ref}
        className="preview-room"
        data-full={isWider || undefined}
        style={{ height }}
        aria-label={s.stage}
        tabIndex={isWider ? 0 : undefined}
      >
        <MailFrame {...frame} width={width} height={height} scale={scale} />
      </section>
    </div>
  );
}
