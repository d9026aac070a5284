import { useState } from 'react';
import type { ServiceState } from '../../model/answers';
import { durationText } from '../../model/format';
import { epochNanos, parseInstant } from '../../model/time';
import { Time } from '../../parts/Time';
import { VirtualList } from '../../parts/VirtualList';
import { useScene, useStore } from '../../store';

/** Calls that had begun and not yet ended. */
export function InFlightTab({ state }: { state: ServiceState }) {
  const store = useStore();
  const open = useScene((scene) => scene.trace);
  const [cursor, setCursor] = useState<number>();
  const { inFlight, inFlightTotal } = state;
  if (inFlight.length === 0) {
    return <p className="panel-note">No call was in flight at this instant.</p>;
  }
  const at = parseInstant(state.at) ?? epochNanos(0n);
  const since = (text: string) => durationText(Number(at - (parseInstant(text) ?? at)));
  const until = (text: string) => durationText(Number((parseInstant(text) ?? at) - at));
  return (
    <div className="service-list">
      <VirtualList
        label="Calls in flight"
        role="listbox"
        count={inFlight.length}
        rowHeight={24}
        idOf={(index) => inFlight[index]?.id ?? String(index)}
        rowOf={(index) => {
          const call = inFlight[index];
          return (
            call && (
              <span className="entity-row">
                <Time text={call.startedAt} />
                <span className="entity-name">{call.name}</span>
                <span className="tag">{call.spanKind}</span>
                {call.error && <span className="tag failed">✕ will fail</span>}
                <span className="entity-preview" />
                <span className="mono dim">
                  running {since(call.startedAt)}, ends in {until(call.endedAt)}
                </span>
              </span>
            )
          );
        }}
        stateOf={(index) => ({ selected: inFlight[index]?.spanId === open?.spanId })}
        cursor={cursor}
        onCursor={setCursor}
        onChoose={(index) => {
          const call = inFlight[index];
          if (call === undefined) return;
          const { traceId, spanId } = call;
          store.dispatch({ type: 'open-trace', trace: { traceId, spanId } });
        }}
      />
      {inFlightTotal > inFlight.length && (
        <footer className="service-foot">
          the first {inFlight.length} of {inFlightTotal}
        </footer>
      )}
    </div>
  );
}
