package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.ServiceId;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The first so many events of a search, each once, whatever order they come in. Thread-safe. */
final class BestEvents {
  private final EventFilter filter;
  private final int capacity;
  private final boolean newestFirst;
  private final TreeMap<EventKey, RecordedEvent> kept;

  BestEvents(EventFilter filter, int capacity) {
    this.filter = filter;
    this.capacity = capacity;
    this.newestFirst = filter.query().newestFirst();
    Comparator<EventKey> order = Comparator.naturalOrder();
    this.kept = new TreeMap<>(newestFirst ? order.reversed() : order);
  }

  EventFilter filter() {
    return filter;
  }

  void offer(ServiceId service, Event event) {
    if (!mayTake(event.occurredAtNanos())) {
      return;
    }
    var key = EventKey.of(service, event);
    if (filter.matches(key, event)) {
      take(key, new RecordedEvent(service, event));
    }
  }

  /** Whether an event of this instant could still be among the first. */
  synchronized boolean mayTake(long occurredAtNanos) {
    if (kept.size() < capacity) {
      return true;
    }
    long worst = kept.lastKey().occurredAtNanos();
    return newestFirst ? occurredAtNanos >= worst : occurredAtNanos <= worst;
  }

  /** Whether some event of a frame could still be among the first. */
  boolean mayTake(FrameEntry entry) {
    var summary = entry.summary();
    return mayTake(newestFirst ? summary.maxOccurredNanos() : summary.minOccurredNanos());
  }

  synchronized List<RecordedEvent> inOrder() {
    return List.copyOf(kept.values());
  }

  private synchronized void take(EventKey key, RecordedEvent event) {
    // Of two recordings the earlier is shown, so that the answer does not depend on reading order.
    kept.merge(
        key,
        event,
        (one, other) ->
            one.event().recordedAtNanos() <= other.event().recordedAtNanos() ? one : other);
    if (kept.size() > capacity) {
      kept.pollLastEntry();
    }
  }
}
