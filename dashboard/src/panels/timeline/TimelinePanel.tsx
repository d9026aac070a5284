import { timeline } from '../../api/timeline';
import type { Scene } from '../../model/scene';
import { parseInstant } from '../../model/time';
import { instantAt } from '../../model/window';
import { Panel } from '../../page/Panel';
import { useStore } from '../../store';
import { useAnswer } from '../../wiring/useAnswer';
import './timeline.css';

const question = ({ window }: Scene) => ({ ...window, buckets: 200 });

/** The time line that the instant is dragged along. */
export function TimelinePanel() {
  const store = useStore();
  const { answer, refresh } = useAnswer(timeline, question);
  return (
    <Panel area="timeline" title="Timeline" answer={answer} refresh={refresh}>
      {({ buckets }, window) => (
        <div
          className="timeline-bars"
          onPointerMove={(event) => {
            if (event.buttons === 0) return;
            const box = event.currentTarget.getBoundingClientRect();
            const at = instantAt(window, (event.clientX - box.left) / box.width);
            store.dispatch({ type: 'point', at });
          }}
        >
          {buckets.map(({ from, events }) => (
            <i
              key={from}
              title={`${from}: ${events} events`}
              hidden={parseInstant(from) === undefined}
              style={{ height: `${Math.min(100, events)}%` }}
            />
          ))}
        </div>
      )}
    </Panel>
  );
}
