package dev.traversion.replay;

import dev.traversion.journal.search.Requirement;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.TraceId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.model.search.Condition;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/**
 * Which events of a window are wanted, and in which order.
 *
 * @param services empty: all of the tenant
 * @param fromNanos first {@code occurredAt} wanted (inclusive)
 * @param toNanos end of the window (exclusive)
 * @param kinds empty: all
 * @param errorsOnly only events that report a failure
 * @param operation only calls of exactly this name
 * @param condition what else an event has to fulfil
 * @param newestFirst descending by {@code (occurredAt, id)} instead of ascending
 */
public record EventQuery(
    String tenant,
    Set<ServiceId> services,
    long fromNanos,
    long toNanos,
    Set<EventKind> kinds,
    boolean errorsOnly,
    Optional<String> operation,
    Optional<TraceId> trace,
    Optional<EntityRef> entity,
    Condition condition,
    boolean newestFirst) {

  /** A query without a further condition. */
  public EventQuery(
      String tenant,
      Set<ServiceId> services,
      long fromNanos,
      long toNanos,
      Set<EventKind> kinds,
      boolean errorsOnly,
      Optional<String> operation,
      Optional<TraceId> trace,
      Optional<EntityRef> entity,
      boolean newestFirst) {
    this(
        tenant,
        services,
        fromNanos,
        toNanos,
        kinds,
        errorsOnly,
        operation,
        trace,
        entity,
        Condition.everything(),
        newestFirst);
  }

  /** What a frame must hold to hold such an event. */
  Requirement requirement() {
    var parts = new ArrayList<Requirement>();
    operation.ifPresent(name -> parts.add(Requirement.ofOperation(name)));
    trace.ifPresent(id -> parts.add(Requirement.of(id)));
    entity.ifPresent(named -> parts.add(Requirement.of(named)));
    parts.add(Requirement.of(condition));
    return Requirement.all(parts);
  }

  /** The same, of events that fulfil a condition as well. */
  public EventQuery with(Condition further) {
    return new EventQuery(
        tenant,
        services,
        fromNanos,
        toNanos,
        kinds,
        errorsOnly,
        operation,
        trace,
        entity,
        Condition.both(condition, further),
        newestFirst);
  }
}
