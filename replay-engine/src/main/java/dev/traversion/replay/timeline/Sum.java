package dev.traversion.replay.timeline;

import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.FrameSummary;

/** Adds up what happened in one bucket. Not thread-safe. */
final class Sum {
  private static final int KINDS = EventKind.values().length;
  private static final int CALL = EventKind.CALL.ordinal();

  private final long[] counts = new long[KINDS];
  private final LatencyHistogram durations = new LatencyHistogram();
  private long errors;
  private long longestNanos;

  void add(int kind, long durationNanos, boolean error) {
    counts[kind]++;
    errors += error ? 1 : 0;
    if (kind == CALL) {
      durations.add(LatencyHistogram.classOf(durationNanos), 1);
      longestNanos = Math.max(longestNanos, durationNanos);
    }
  }

  void add(Cell cell) {
    for (int kind = 0; kind < KINDS; kind++) {
      counts[kind] += cell.counts()[kind];
    }
    errors += cell.errors();
    longestNanos = Math.max(longestNanos, cell.longestNanos());
    for (int i = 0; i < cell.classes().length; i++) {
      durations.add(cell.classes()[i], cell.calls()[i]);
    }
  }

  /** Adds what the index knew of a frame that can no longer be read; no durations. */
  void add(FrameSummary lost) {
    for (int kind = 0; kind < KINDS; kind++) {
      counts[kind] += lost.counts()[kind];
    }
    errors += lost.errors();
  }

  Cell toCell(int bucket) {
    return new Cell(
        bucket, counts.clone(), errors, longestNanos, durations.classes(), durations.amounts());
  }

  Timeline.Bucket toBucket(long startNanos) {
    return new Timeline.Bucket(
        startNanos, KindCounts.of(counts), errors, durations.latency(longestNanos));
  }
}
