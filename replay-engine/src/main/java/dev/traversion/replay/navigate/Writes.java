package dev.traversion.replay.navigate;

import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.EventQuery;
import dev.traversion.replay.History;
import dev.traversion.replay.RecordedEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/** The writes of one entity, one after the other from a place on, read as they are needed. */
final class Writes {
  private static final int FIRST_PAGE = 8;
  private static final int LARGEST_PAGE = 256;

  private final History history;
  private final EventQuery query;
  private final Place place;
  private final boolean inclusive;
  private final Lacking lacking;
  private final Deque<RecordedEvent> read = new ArrayDeque<>();
  private Optional<String> cursor = Optional.empty();
  private int page = FIRST_PAGE;
  private boolean ended;
  private boolean ranOut;

  /**
   * @param inclusive whether writes at the place itself are among them
   */
  Writes(
      History history,
      ServiceId service,
      EntityRef entity,
      Place place,
      boolean inclusive,
      Direction direction,
      Lacking lacking) {
    this.history = history;
    this.place = place;
    this.inclusive = inclusive;
    this.lacking = lacking;
    boolean newestFirst = direction == Direction.PREVIOUS;
    long nanos = place.instantNanos();
    this.query =
        new EventQuery(
            service.tenant(),
            Set.of(service),
            newestFirst ? Long.MIN_VALUE : nanos,
            newestFirst && nanos != Long.MAX_VALUE ? nanos + 1 : Long.MAX_VALUE,
            Set.of(EventKind.ENTITY_CHANGE),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.of(entity),
            newestFirst);
  }

  /** The next write; empty at the end of history, and where a search ran out of its time. */
  Optional<EntityChange> next() {
    while (read.isEmpty() && !ended) {
      readOn();
    }
    return Optional.ofNullable(read.poll()).map(recorded -> (EntityChange) recorded.event());
  }

  /** Whether there may be more writes that were not found in time. */
  boolean ranOut() {
    return ranOut;
  }

  private void readOn() {
    var answer = history.events(query, cursor, page);
    for (var recorded : lacking.of(answer).items()) {
      if (recorded.event() instanceof EntityChange && belongs(recorded)) {
        read.add(recorded);
      }
    }
    cursor = answer.value().next();
    ranOut = read.isEmpty() && cursor.isPresent() && answer.completeness().timeBudgetSpent();
    ended = cursor.isEmpty() || ranOut;
    page = Math.min(LARGEST_PAGE, page * 4);
  }

  private boolean belongs(RecordedEvent recorded) {
    var direction = query.newestFirst() ? Direction.PREVIOUS : Direction.NEXT;
    return place.isBefore(recorded, direction) || (inclusive && isHere(recorded));
  }

  private boolean isHere(RecordedEvent recorded) {
    return switch (place) {
      case Place.At(var nanos) -> nanos == recorded.event().occurredAtNanos();
      case Place.OfEvent at -> at.compareTo(recorded) == 0;
    };
  }
}
