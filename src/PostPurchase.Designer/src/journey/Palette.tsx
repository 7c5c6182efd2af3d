import './palette.css';
import { t } from '../strings';
import { kindIcons } from './Cards';
import { stepKinds } from './model';
import { useActionsContext } from './useActions';

const d = t.designer;

/** Kinds of steps, to be dragged between two cards; a press adds one behind the chosen step. */
export function Palette() {
  const actions = useActionsContext();
  return (
    <div className="palette">
      <div role="toolbar" aria-label={d.palette} aria-orientation="vertical">
        {stepKinds.map((kind) => {
          const Icon = kindIcons[kind];
          return (
            <button
              key={kind}
              type="button"
              className="nodrag nopan"
              data-kind={kind}
              draggable
              title={`${d.kinds[kind]}: ${d.hints[kind]}`}
              aria-label={d.addNext(d.kinds[kind] ?? kind)}
              onClick={() => actions.addNext(kind)}
              onDragStart={(event) => {
                event.dataTransfer.setData('text/plain', kind);
                event.dataTransfer.effectAllowed = 'copy';
                actions.drag(kind);
              }}
              onDragEnd={() => actions.drag(null)}
            >
              <Icon size={17} stroke={1.8} aria-hidden />
              <span>{d.kinds[kind]}</span>
            </button>
          );
        })}
      </div>
    </div>
  );
}
