package dev.traversion.model.state;

import dev.traversion.model.event.EventId;

/** Orders writes: by {@code occurredAt}, ties by event id. The last write wins. */
public record Stamp(long occurredAtNanos, EventId id) implements Comparable<Stamp> {
  @Override
  public int compareTo(Stamp that) {
    int byTime = Long.compare(occurredAtNanos, that.occurredAtNanos);
    return byTime != 0 ? byTime : id.compareTo(that.id);
  }
}
