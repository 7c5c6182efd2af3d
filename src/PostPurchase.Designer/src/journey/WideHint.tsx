import { useLocalStorage } from '@mantine/hooks';
import { Panel, useReactFlow } from '@xyflow/react';
import { t } from '../strings';

const w = t.designer.wide;

/** Says of a journey that is wider than its canvas that there is more beside, and shows it whole. Who has read it once in this browser knows. */
export function WideHint({ width, height }: { width: number; height: number }) {
  const flow = useReactFlow();
  const [isRead, setRead] = useLocalStorage({ key: 'postpurchase.wide', defaultValue: false, getInitialValueInEffect: false });
  if (isRead) return null;
  const fit = () => {
    setRead(true);
    void flow.fitBounds({ x: 0, y: 0, width, height }, { padding: 0.04, duration: 200 });
  };
  return (
    <Panel position="top-center" className="canvas-hint">
      <span>{w.text}</span>
      <button type="button" className="text-link inline-button" onClick={fit}>
        {w.fit}
      </button>
      <button
        type="button"
        className="text-link inline-button canvas-hint-close"
        onClick={() => setRead(true)}
        aria-label={w.close}
        title={w.close}
      >
        ×
      </button>
    </Panel>
  );
}
