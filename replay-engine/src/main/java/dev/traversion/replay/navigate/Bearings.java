package dev.traversion.replay.navigate;

import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.History;
import dev.traversion.replay.RecordedEvent;
import java.util.Set;

/**
 * Tells what lies beyond a place on the common time line, whose clocks are corrected. The place of
 * an event is where it happened on that line; of several at one instant their own clocks tell, then
 * ids and services.
 */
final class Bearings {
  private final History history;
  private final Place place;
  private final Direction direction;
  private final long commonNanos;

  Bearings(History history, Place place, Direction direction) {
    this.history = history;
    this.place = place;
    this.direction = direction;
    this.commonNanos =
        switch (place) {
          case Place.At(var nanos) -> nanos;
          case Place.OfEvent(var nanos, _, var service) -> history.common(service, nanos);
        };
  }

  Direction direction() {
    return direction;
  }

  /** The instant of the common time line. */
  long commonNanos() {
    return commonNanos;
  }

  long common(RecordedEvent recorded) {
    return history.common(recorded.service(), recorded.event().occurredAtNanos());
  }

  /** The last that the clock of services said by an instant of the common time line. */
  long localBy(Set<ServiceId> services, long common) {
    // Clocks that are searched together are right, or there is only one.
    return services.size() == 1 ? localBy(services.iterator().next(), common) : common;
  }

  /**
   * The instant of a clock from which on a search meets everything that may lie beyond: looking
   * forwards nothing before it does, looking back nothing after it.
   */
  long startFor(Set<ServiceId> services) {
    // What shares the instant of an event may lie beyond it; all of an instant is passed at once.
    boolean neighbours = place instanceof Place.OfEvent;
    return switch (direction) {
      case NEXT -> justAfter(localBy(services, neighbours ? justBefore(commonNanos) : commonNanos));
      case PREVIOUS -> localBy(services, neighbours ? commonNanos : justBefore(commonNanos));
    };
  }

  /** The same place by the clock of one service. */
  Place local(ServiceId service) {
    return switch (place) {
      case Place.OfEvent event when event.service().equals(service) -> event;
      case Place _ ->
          new Place.At(
              switch (direction) {
                case NEXT -> localBy(service, commonNanos);
                case PREVIOUS -> justAfter(localBy(service, justBefore(commonNanos)));
              });
    };
  }

  /** Whether an event lies beyond the place. */
  boolean isBeyond(RecordedEvent recorded) {
    int order = Long.compare(common(recorded), commonNanos);
    if (order == 0 && place instanceof Place.OfEvent event) {
      order = -event.compareTo(recorded);
    }
    return switch (direction) {
      case NEXT -> order > 0;
      case PREVIOUS -> order < 0;
    };
  }

  /** Whether one event beyond the place is met before another. */
  boolean isNearer(RecordedEvent one, RecordedEvent other) {
    int order = Long.compare(common(one), common(other));
    if (order == 0) {
      order = Place.of(one).compareTo(other);
    }
    return switch (direction) {
      case NEXT -> order < 0;
      case PREVIOUS -> order > 0;
    };
  }

  private long localBy(ServiceId service, long common) {
    return common == Long.MIN_VALUE || common == Long.MAX_VALUE
        ? common
        : history.clock(service, common).localNanos();
  }

  private static long justAfter(long nanos) {
    return nanos == Long.MAX_VALUE ? nanos : nanos + 1;
  }

  private static long justBefore(long nanos) {
    return nanos == Long.MIN_VALUE ? nanos : nanos - 1;
  }
}
