package dev.traversion.model.frame;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventKind;
import java.util.Arrays;
import java.util.List;

/**
 * What the index keeps of a frame, so that a reader can pass it over unread.
 *
 * @param minOccurredNanos the earliest {@code occurredAt} in the frame
 * @param maxOccurredNanos the latest {@code occurredAt}
 * @param maxEndNanos the latest end of a call, or {@code maxOccurredNanos} if that is later
 * @param minRecordedNanos the earliest {@code recordedAt}
 * @param maxRecordedNanos the latest {@code recordedAt}
 * @param counts events per kind, indexed by {@link EventKind#ordinal()}
 * @param errors events that report a failure
 * @param lulls when nothing occurred between the earliest and the latest, for a good part of that
 *     time: shorter ones are left out
 */
public record FrameSummary(
    long minOccurredNanos,
    long maxOccurredNanos,
    long maxEndNanos,
    long minRecordedNanos,
    long maxRecordedNanos,
    int[] counts,
    int errors,
    Lulls lulls) {
  /**
   * Where few events come, there are short lulls all along, which would rule out hardly anything.
   */
  private static final int LEAST_PART = 32;

  public FrameSummary {
    long span = maxOccurredNanos - minOccurredNanos;
    lulls = lulls.atLeast((span < 0 ? Long.MAX_VALUE : span) / LEAST_PART);
  }

  /**
   * Summarises the events of one frame.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static FrameSummary of(List<? extends Event> events) {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("a frame holds at least one event");
    }
    long minOccurred = Long.MAX_VALUE;
    long maxOccurred = Long.MIN_VALUE;
    long maxEnd = Long.MIN_VALUE;
    long minRecorded = Long.MAX_VALUE;
    long maxRecorded = Long.MIN_VALUE;
    var counts = new int[EventKind.values().length];
    int errors = 0;
    var times = new long[events.size()];
    int next = 0;
    for (var event : events) {
      long occurred = event.occurredAtNanos();
      times[next++] = occurred;
      minOccurred = Math.min(minOccurred, occurred);
      maxOccurred = Math.max(maxOccurred, occurred);
      maxEnd =
          Math.max(
              maxEnd, event instanceof Call call ? Math.max(call.endNanos(), occurred) : occurred);
      minRecorded = Math.min(minRecorded, event.recordedAtNanos());
      maxRecorded = Math.max(maxRecorded, event.recordedAtNanos());
      counts[event.kind().ordinal()]++;
      if (event.isError()) {
        errors++;
      }
    }
    return new FrameSummary(
        minOccurred,
        maxOccurred,
        maxEnd,
        minRecorded,
        maxRecorded,
        counts,
        errors,
        maxOccurred - minOccurred >= 0 && maxOccurred - minOccurred < Lulls.LEAST_NANOS
            ? Lulls.none()
            : Lulls.between(times));
  }

  /** Events of all kinds. */
  public int total() {
    return Arrays.stream(counts).sum();
  }

  /** Events of one kind. */
  public int count(EventKind kind) {
    return counts[kind.ordinal()];
  }

  /** Whether some event's {@code occurredAt} may lie in {@code [fromNanos, toNanos)}. */
  public boolean mayOccurIn(long fromNanos, long toNanos) {
    return toNanos != Long.MIN_VALUE && mayOccurWithin(fromNanos, toNanos - 1);
  }

  /** The same of {@code first..last}, both inclusive. */
  public boolean mayOccurWithin(long firstNanos, long lastNanos) {
    return minOccurredNanos <= lastNanos
        && maxOccurredNanos >= firstNanos
        && !lulls.cover(firstNanos, lastNanos);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FrameSummary that
        && minOccurredNanos == that.minOccurredNanos
        && maxOccurredNanos == that.maxOccurredNanos
        && maxEndNanos == that.maxEndNanos
        && minRecordedNanos == that.minRecordedNanos
        && maxRecordedNanos == that.maxRecordedNanos
        && Arrays.equals(counts, that.counts)
        && errors == that.errors
        && lulls.equals(that.lulls);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(minOccurredNanos) * 31 + Arrays.hashCode(counts);
  }
}
