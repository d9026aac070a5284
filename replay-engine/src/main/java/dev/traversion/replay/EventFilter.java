package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.Call;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.DamagedFrameException;
import dev.traversion.model.frame.Frame;
import dev.traversion.model.search.Matching;
import dev.traversion.model.search.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one page of a search can hold: the query, and where the page begins. Asked of a frame's
 * summary first, of its cheap columns next, and of whole events last.
 *
 * @param kinds kinds that can fulfil the query
 * @param failuresOnly whether only what reports a failure can fulfil the query
 * @param fromNanos first instant of the page's window
 * @param lastNanos last instant of it; less than {@code fromNanos} where there is none
 * @param after the page begins after this place
 */
record EventFilter(
    EventQuery query,
    Set<EventKind> kinds,
    boolean failuresOnly,
    long fromNanos,
    long lastNanos,
    Optional<EventKey> after) {

  static EventFilter of(EventQuery query, Optional<Cursor> cursor) {
    long from = query.fromNanos();
    long last = query.toNanos() - 1;
    if (query.toNanos() <= query.fromNanos()) {
      last = from == Long.MIN_VALUE ? from : from - 1; // an empty window, whatever its ends
      from = last == from ? from + 1 : from;
    }
    Optional<EventKey> after = Optional.empty();
    if (cursor.isPresent()) {
      long place =
          switch (cursor.get()) {
            case Cursor.After(var key) -> key.occurredAtNanos();
            case Cursor.From(var nanos) -> nanos;
            case Cursor.AfterEntity _ ->
                throw new IllegalArgumentException("the cursor is not one of this list");
          };
      after = cursor.get() instanceof Cursor.After(var key) ? Optional.of(key) : Optional.empty();
      if (query.newestFirst()) {
        last = Math.min(last, place);
      } else {
        from = Math.max(from, place);
      }
    }
    return new EventFilter(
        query,
        kinds(query),
        query.errorsOnly() || ConditionKinds.areFailures(query.condition()),
        from,
        last,
        after);
  }

  private static Set<EventKind> kinds(EventQuery query) {
    var kinds =
        query.kinds().isEmpty() ? EnumSet.allOf(EventKind.class) : EnumSet.copyOf(query.kinds());
    if (query.operation().isPresent()) {
      kinds.retainAll(EnumSet.of(EventKind.CALL));
    }
    if (query.entity().isPresent()) {
      kinds.retainAll(EnumSet.of(EventKind.ENTITY_CHANGE));
    }
    if (query.errorsOnly()) {
      kinds.retainAll(EnumSet.of(EventKind.CALL, EventKind.LOG, EventKind.SIGNAL));
    }
    kinds.retainAll(ConditionKinds.of(query.condition()));
    return kinds;
  }

  /** Whether nothing can match. */
  boolean isEmpty() {
    return kinds.isEmpty() || lastNanos < fromNanos;
  }

  boolean mayMatch(FrameEntry entry) {
    var summary = entry.summary();
    if (isEmpty()
        || !summary.mayOccurWithin(fromNanos, lastNanos)
        || (failuresOnly && summary.errors() == 0)) {
      return false;
    }
    for (var kind : kinds) {
      if (summary.count(kind) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether a frame begins beyond the instant where the page begins, as the search goes. */
  boolean liesAhead(FrameEntry entry) {
    return query.newestFirst() ? near(entry, true) < lastNanos : near(entry, false) > fromNanos;
  }

  /** The end of a frame's span at which a search in this direction meets it. */
  static long near(FrameEntry entry, boolean newestFirst) {
    return newestFirst ? entry.summary().maxOccurredNanos() : entry.summary().minOccurredNanos();
  }

  /** Rows that match as far as the cheap columns tell, in the order of the search by time. */
  List<Integer> matchingRows(Frame frame, Missing missing) {
    var kindOf = frame.kinds();
    var occurred = frame.occurredAtNanos();
    var rows = new ArrayList<Integer>();
    for (int row = 0; row < kindOf.length; row++) {
      if (occurred[row] >= fromNanos
          && occurred[row] <= lastNanos
          && kinds.contains(Rows.kind(kindOf[row]))) {
        try {
          if (matches(frame, row)) {
            rows.add(row);
          }
        } catch (DamagedFrameException _) {
          missing.damaged(frame.address());
        }
      }
    }
    var byTime = Comparator.<Integer>comparingLong(row -> occurred[row]);
    rows.sort(query.newestFirst() ? byTime.reversed() : byTime);
    return rows;
  }

  private boolean matches(Frame frame, int row) {
    return (!query.errorsOnly() || frame.errors().get(row))
        && (query.trace().isEmpty() || frame.traceId(row).equals(query.trace().get()))
        && (query.entity().isEmpty() || frame.entity(row).equals(query.entity().get()))
        && (query.operation().isEmpty() || frame.callName(row).equals(query.operation().get()))
        && Matching.matches(query.condition(), new FrameRow(frame, row));
  }

  /** Whether an event belongs on the page or on a later one. */
  boolean matches(EventKey key, Event event) {
    return key.occurredAtNanos() >= fromNanos
        && key.occurredAtNanos() <= lastNanos
        && kinds.contains(event.kind())
        && (!query.errorsOnly() || event.isError())
        && query
            .operation()
            .map(name -> event instanceof Call call && call.name().equals(name))
            .orElse(true)
        && query.trace().map(trace -> event.context().traceId().equals(trace)).orElse(true)
        && query
            .entity()
            .map(entity -> event instanceof EntityChange change && change.entity().equals(entity))
            .orElse(true)
        && Matching.matches(query.condition(), Subject.of(key.service(), event))
        && after
            .map(place -> query.newestFirst() ? key.compareTo(place) < 0 : key.compareTo(place) > 0)
            .orElse(true);
  }
}
