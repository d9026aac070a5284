package dev.traversion.recorder.delivery;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventId;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.SystemSignal;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the equal events of one delivery 0, 1, 2 ..., so that each has an id of its own, while
 * the same delivery sent again gives the same ids.
 *
 * <p>Equal means: the same event id. Ids are dear (a 128-bit hash over all content), so a cheap
 * hash over fields that the id depends on finds the few candidates first. Expected cost: one map
 * look-up an event.
 */
final class Ordinals {
  private final Map<Long, Event> firstByHash = new HashMap<>();
  private final Map<EventId, Integer> seen = new HashMap<>();

  /** The event with its ordinal; the argument has ordinal 0. */
  Event number(Event event) {
    if (event instanceof Call) {
      return event; // its ids are its own
    }
    var twin = firstByHash.putIfAbsent(hash(event), event);
    if (twin == null) {
      return event;
    }
    seen.putIfAbsent(twin.id(), 1);
    int ordinal = seen.merge(event.id(), 1, Integer::sum) - 1;
    return ordinal == 0 ? event : withOrdinal(event, ordinal);
  }

  private static long hash(Event event) {
    return switch (event) {
      case Call call -> call.context().spanId().value();
      case LogLine log ->
          mix(
              log.timeNanos() != 0 ? log.timeNanos() : log.observedNanos(),
              log.body().hashCode(),
              log.attributes().hashCode() + log.context().hashCode());
      case Measurement point ->
          mix(
              point.timeNanos(),
              point.metric().name().hashCode() + point.point().hashCode(),
              point.attributes().hashCode());
      case EntityChange change ->
          mix(change.occurredAtNanos(), change.entity().hashCode(), change.value().hashCode());
      case ConfigChange change ->
          mix(change.occurredAtNanos(), change.key().hashCode(), change.value().hashCode());
      case Deployment deployment ->
          mix(deployment.occurredAtNanos(), deployment.version().hashCode(), 0);
      case SystemSignal signal ->
          mix(signal.occurredAtNanos(), signal.name().hashCode(), signal.body().hashCode());
    };
  }

  private static long mix(long time, int left, int right) {
    long hash = (time ^ ((long) left << 32 | (right & 0xffffffffL))) * 0x9E3779B97F4A7C15L;
    return (hash ^ (hash >>> 31)) + time;
  }

  private static Event withOrdinal(Event event, int ordinal) {
    return switch (event) {
      case Call call -> call;
      case LogLine log ->
          new LogLine(
              log.origin(),
              log.timeNanos(),
              log.observedNanos(),
              log.recordedAtNanos(),
              log.severityNumber(),
              log.severityText(),
              log.eventName(),
              log.body(),
              log.attributes(),
              log.droppedAttributes(),
              log.flags(),
              log.context(),
              ordinal);
      case Measurement point ->
          new Measurement(
              point.origin(),
              point.metric(),
              point.startNanos(),
              point.timeNanos(),
              point.recordedAtNanos(),
              point.attributes(),
              point.point(),
              point.flags(),
              point.exemplars(),
              ordinal);
      case EntityChange change ->
          new EntityChange(
              change.origin(),
              change.entity(),
              change.value(),
              change.occurredAtNanos(),
              change.recordedAtNanos(),
              change.context(),
              change.attributes(),
              ordinal);
      case ConfigChange change ->
          new ConfigChange(
              change.origin(),
              change.key(),
              change.value(),
              change.occurredAtNanos(),
              change.recordedAtNanos(),
              change.context(),
              change.attributes(),
              ordinal);
      case Deployment deployment ->
          new Deployment(
              deployment.origin(),
              deployment.version(),
              deployment.previousVersion(),
              deployment.commit(),
              deployment.environment(),
              deployment.source(),
              deployment.occurredAtNanos(),
              deployment.recordedAtNanos(),
              deployment.attributes(),
              ordinal);
      case SystemSignal signal ->
          new SystemSignal(
              signal.origin(),
              signal.name(),
              signal.severityNumber(),
              signal.body(),
              signal.occurredAtNanos(),
              signal.recordedAtNanos(),
              signal.context(),
              signal.attributes(),
              ordinal);
    };
  }
}
