package dev.traversion.replay;

import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventId;
import dev.traversion.model.mirror.ServiceId;

/**
 * The place of an event in every listing. Two recordings of one place are one event: a redelivery
 * that the mirror did not recognise.
 */
record EventKey(long occurredAtNanos, EventId id, ServiceId service)
    implements Comparable<EventKey> {

  static EventKey of(ServiceId service, Event event) {
    return new EventKey(event.occurredAtNanos(), event.id(), service);
  }

  @Override
  public int compareTo(EventKey that) {
    int byTime = Long.compare(occurredAtNanos, that.occurredAtNanos);
    if (byTime != 0) {
      return byTime;
    }
    int byId = id.compareTo(that.id);
    return byId != 0 ? byId : service.compareTo(that.service);
  }
}
