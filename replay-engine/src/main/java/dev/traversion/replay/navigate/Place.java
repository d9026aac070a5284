package dev.traversion.replay.navigate;

import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.time.EpochNanos;
import dev.traversion.replay.RecordedEvent;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Where one stands on the time line. Several events may share an instant, so one that stands at an
 * event says which: then steps pass none of its neighbours over.
 */
public sealed interface Place {

  /** Every event of this instant is here: the next is later, the previous earlier. */
  record At(long instantNanos) implements Place {}

  /** One event; the next and the previous may be of the same instant. */
  record OfEvent(long instantNanos, EventId id, ServiceId service) implements Place {

    /** {@code INSTANT~EVENT-ID~SERVICE}, e.g. {@code 2026-01-01T03:46:00Z~00..2a~shop/cart}. */
    @Override
    public String toString() {
      return EpochNanos.toText(instantNanos) + SEPARATOR + id + SEPARATOR + service.path();
    }

    int compareTo(RecordedEvent recorded) {
      int byTime = Long.compare(instantNanos, recorded.event().occurredAtNanos());
      if (byTime != 0) {
        return byTime;
      }
      int byId = id.compareTo(recorded.event().id());
      return byId != 0 ? byId : service.compareTo(recorded.service());
    }
  }

  /** Between the parts of a place's text. */
  char SEPARATOR = '~';

  long instantNanos();

  static OfEvent of(RecordedEvent recorded) {
    return of(recorded.service(), recorded.event());
  }

  static OfEvent of(ServiceId service, Event event) {
    return new OfEvent(event.occurredAtNanos(), event.id(), service);
  }

  /** Whether a text looks like that of a place at an event, rather than like an instant. */
  static boolean isOfEvent(String text) {
    return text.indexOf(SEPARATOR) >= 0;
  }

  /**
   * Reads the text of a place at an event back.
   *
   * @throws IllegalArgumentException if it is none
   */
  static OfEvent parseOfEvent(String tenant, String text) {
    int first = text.indexOf(SEPARATOR);
    int second = text.indexOf(SEPARATOR, first + 1);
    if (first < 0 || second < 0) {
      throw new IllegalArgumentException("is not of the form INSTANT~EVENT-ID~SERVICE");
    }
    try {
      return new OfEvent(
          EpochNanos.of(Instant.parse(text.substring(0, first))),
          EventId.parse(text.substring(first + 1, second)),
          ServiceId.parsePath(tenant, text.substring(second + 1)));
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("does not begin with an instant in RFC 3339", e);
    }
  }

  /** Whether an event lies beyond this place as one goes. */
  default boolean isBefore(RecordedEvent recorded, Direction direction) {
    int order =
        switch (this) {
          case At(var nanos) -> Long.compare(nanos, recorded.event().occurredAtNanos());
          case OfEvent place -> place.compareTo(recorded);
        };
    return switch (direction) {
      case NEXT -> order < 0;
      case PREVIOUS -> order > 0;
    };
  }
}
