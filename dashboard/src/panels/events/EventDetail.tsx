import { useMemo } from 'react';
import type { Event } from '../../model/answers';
import { attributesJson } from '../../model/attributes';
import { eventText, KIND_SIGNS } from '../../model/eventText';
import { durationText } from '../../model/format';
import { parseInstant } from '../../model/time';
import { JsonTree } from '../../parts/JsonTree';
import { Time } from '../../parts/Time';

interface Props {
  readonly event: Event;
  readonly onClose: () => void;
  readonly onOpen: () => void;
}

/** Everything that is recorded of one event. */
export function EventDetail({ event, onClose, onOpen }: Props) {
  const { title, detail } = eventText(event);
  const attributes = useMemo(() => attributesJson(event.attributes), [event]);
  return (
    <section className="event-full" aria-label="The chosen event">
      <header>
        <span className={`event-shape event-${event.kind}`} aria-hidden>
          {KIND_SIGNS[event.kind].shape}
        </span>
        <strong>{KIND_SIGNS[event.kind].word}</strong>
        <span>{event.service}</span>
        <span className="spring" />
        {openWords(event) !== undefined && (
          <button type="button" className="small-button" onClick={onOpen}>
            {openWords(event)}
          </button>
        )}
        <button type="button" className="small-button" onClick={onClose}>
          Close event
        </button>
      </header>
      <p className={event.error ? 'event-text error' : 'event-text'}>{title}</p>
      {detail !== '' && <p className="event-text dim">{detail}</p>}
      <p className="event-when dim">
        occurred <Time text={event.occurredAt} digits={9} />, recorded {lag(event)} later
      </p>
      {event.attributes.length > 0 && (
        <div className="event-attributes">
          <JsonTree label="Attributes of the event" value={attributes} />
        </div>
      )}
    </section>
  );
}

function openWords(event: Event): string | undefined {
  switch (event.kind) {
    case 'entity-change':
      return 'Open entity';
    case 'deployment':
      return 'Open deployments';
    case 'config-change':
      return 'Open config';
    case 'call':
    case 'log':
    case 'measurement':
    case 'signal':
      return event.traceId === undefined ? undefined : 'Open trace';
    default:
      return event satisfies never;
  }
}

function lag({ occurredAt, recordedAt }: Event): string {
  const [from, to] = [parseInstant(occurredAt), parseInstant(recordedAt)];
  return from === undefined || to === undefined ? 'some time' : durationText(Number(to - from));
}
