import { events } from '../../api/events';
import type { Scene } from '../../model/scene';
import { minus, nanos, plus, seconds } from '../../model/time';
import { Panel } from '../../page/Panel';
import { useStore } from '../../store';
import { useAnswer } from '../../wiring/useAnswer';
import './events.css';

const question = ({ at, filters, service }: Scene) => ({
  from: minus(at, seconds(60)),
  to: plus(at, nanos(1n)),
  order: 'desc' as const,
  limit: 100,
  kinds: filters.kinds,
  errorsOnly: filters.errorsOnly,
  service: filters.chosenServiceOnly ? service : undefined,
});

/** What happened around the instant. */
export function EventsPanel() {
  const store = useStore();
  const { answer, refresh } = useAnswer(events, question);
  return (
    <Panel area="events" title="Events" answer={answer} refresh={refresh}>
      {(page) => (
        <ul className="events-list">
          {page.items.map((event) => (
            <li key={event.id} className="mono">
              {event.occurredAt.slice(11, 23)} {event.kind}{' '}
              {event.kind === 'call' && (
                <button
                  type="button"
                  onClick={() =>
                    store.dispatch({
                      type: 'open-trace',
                      trace: { traceId: event.traceId, spanId: event.spanId },
                    })
                  }
                >
                  {event.name}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
