import { trace } from '../../api/events';
import { Panel } from '../../page/Panel';
import { useStore } from '../../store';
import { useAnswer } from '../../wiring/useAnswer';
import './trace.css';

/** One trace: who called whom, for how long. */
export function TracePanel({ traceId }: { traceId: string }) {
  const store = useStore();
  const { answer, refresh } = useAnswer(trace, () => ({ traceId }));
  return (
    <Panel
      area="trace"
      title={`Trace ${traceId}`}
      answer={answer}
      refresh={refresh}
      tools={
        <button
          type="button"
          onClick={() => store.dispatch({ type: 'open-trace', trace: undefined })}
        >
          Close
        </button>
      }
    >
      {({ items }) => (
        <ul className="trace-spans mono">
          {items.map((event) => (
            <li key={event.id}>
              {event.occurredAt} {event.service} {event.kind === 'call' ? event.name : event.kind}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
