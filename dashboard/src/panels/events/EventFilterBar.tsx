import { KIND_SIGNS } from '../../model/eventText';
import { EVENT_KINDS } from '../../model/scene';
import type { EventKind } from '../../model/scene';
import { shortName } from '../../model/mapScene';
import { useScene, useStore } from '../../store';

/** Kinds, failures only, the chosen service only. No kind pressed: all kinds. */
export function EventFilterBar() {
  const store = useStore();
  const filters = useScene((scene) => scene.filters);
  const service = useScene((scene) => scene.service);
  const { kinds, errorsOnly, chosenServiceOnly } = filters;
  const toggle = (kind: EventKind) => {
    const next = kinds.includes(kind) ? kinds.filter((k) => k !== kind) : [...kinds, kind];
    store.dispatch({ type: 'filter-events', filters: { ...filters, kinds: next } });
  };
  return (
    <div className="event-filters" role="toolbar" aria-label="Which events are listed">
      {EVENT_KINDS.map((kind) => {
        const { word, shape } = KIND_SIGNS[kind];
        return (
          <button
            key={kind}
            type="button"
            className={`event-${kind}`}
            aria-pressed={kinds.includes(kind)}
            aria-label={`only ${word} events`}
            title={word}
            onClick={() => toggle(kind)}
          >
            <span className="event-shape">{shape}</span>
          </button>
        );
      })}
      <button
        type="button"
        aria-pressed={errorsOnly}
        onClick={() =>
          store.dispatch({
            type: 'filter-events',
            filters: { ...filters, errorsOnly: !errorsOnly },
          })
        }
      >
        ✕ errors
      </button>
      <button
        type="button"
        aria-pressed={chosenServiceOnly}
        disabled={service === undefined}
        title={service === undefined ? 'Choose a service first' : `only events of ${service}`}
        onClick={() =>
          store.dispatch({
            type: 'filter-events',
            filters: { ...filters, chosenServiceOnly: !chosenServiceOnly },
          })
        }
      >
        {service === undefined ? 'service' : shortName(service)}
      </button>
    </div>
  );
}
