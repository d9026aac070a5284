import { memo } from 'react';
import type { Event } from '../../model/answers';
import { eventText, KIND_SIGNS } from '../../model/eventText';
import { shortName } from '../../model/mapScene';
import { Time } from '../../parts/Time';

export const EventRow = memo(function EventRow({ event }: { event: Event }) {
  const { title, detail } = eventText(event);
  const sign = KIND_SIGNS[event.kind];
  return (
    <span className={`event-row event-${event.kind}`}>
      <Time text={event.occurredAt} />
      <span className="event-shape" aria-hidden title={sign.word}>
        {sign.shape}
      </span>
      <span className="visually-hidden">{sign.word}</span>
      <span className="event-service dim">{shortName(event.service)}</span>
      <span className="event-title" title={`${title}\n${detail}`}>
        {event.error && <span aria-hidden>✕ </span>}
        {event.error && <span className="visually-hidden">failed </span>}
        {title}
      </span>
      <span className="event-detail">{detail}</span>
    </span>
  );
});
