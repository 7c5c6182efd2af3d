import { Panel, useReactFlow } from '@xyflow/react';
import { useState } from 'react';
import { t } from '../strings';

const w = t.designer.wide;

/** Says of a journey that is wider than its canvas that there is more beside, and shows it whole. */
export function WideHint() {
  const flow = useReactFlow();
  const [isRead, setRead] = useState(false);
  if (isRead) return null;
  const fit = () => {
    setRead(true);
    void flow.fitView({ padding: 0.04, duration: 200 });
  };
  return (
    <Panel position="top-center" className="canvas-hint">
      <span>{w.text}</span>
      <button type="button" className="text-link inline-button" onClick={fit}>
        {w.fit}
      </button>
      <button type="button" className="text-link inline-button" onClick={() => setRead(true)}>
        {w.close}
      </button>
    </Panel>
  );
}
