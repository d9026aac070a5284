import { useMemo } from 'react';
import { wholeEvent } from '../../api/events';
import type { EventName } from '../../api/events';
import type { Event } from '../../model/answers';
import { attributesJson } from '../../model/attributes';
import { eventText, KIND_SIGNS } from '../../model/eventText';
import { durationText } from '../../model/format';
import { parseInstant } from '../../model/time';
import { JsonTree } from '../../parts/JsonTree';
import { Time } from '../../parts/Time';
import type { Answer } from '../../wiring/asker';
import { useAnswer } from '../../wiring/useAnswer';

interface Props {
  readonly event: Event;
  readonly onClose: () => void;
  readonly onOpen: () => void;
}

/** Everything that is recorded of one event, which a list shows the beginnings of. */
export function EventDetail({ event, onClose, onOpen }: Props) {
  const { answer, refresh } = useAnswer(wholeEvent, () => nameOf(event));
  const asked = 'value' in answer && answer.question.id === event.id ? answer.value : undefined;
  const whole = asked ?? event;
  const { title, detail } = eventText(whole);
  const attributes = useMemo(() => attributesJson(whole.attributes ?? []), [whole]);
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
      {asked === undefined && <Missing answer={answer} onRetry={refresh} />}
      {whole.attributes !== undefined && whole.attributes.length > 0 && (
        <div className="event-attributes">
          <JsonTree label="Attributes of the event" value={attributes} />
        </div>
      )}
    </section>
  );
}

const nameOf = ({ id, kind, service, occurredAt }: Event): EventName => ({
  id,
  kind,
  service,
  occurredAt,
});

/** Said while only what the list had is at hand. */
function Missing({
  answer,
  onRetry,
}: {
  readonly answer: Answer<EventName, Event | undefined>;
  readonly onRetry: () => void;
}) {
  switch (answer.kind) {
    case 'unasked':
    case 'loading':
    case 'behind':
      return <p className="event-text dim">Getting all of it …</p>;
    case 'current':
      return <p className="event-text dim">All of it is not recorded any more.</p>;
    case 'failed':
      return (
        <p className="event-text" role="alert">
          <span className="error">All of it could not be loaded.</span>{' '}
          <button type="button" className="small-button" onClick={onRetry}>
            Retry
          </button>
        </p>
      );
    default:
      return answer satisfies never;
  }
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
