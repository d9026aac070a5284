package dev.traversion.replay.timeline;

import dev.traversion.model.event.EventKind;
import java.util.List;

/**
 * What happened along a window, bucket by bucket.
 *
 * @param bucketNanos length of each bucket; the window may end within the last
 */
public record Timeline(long fromNanos, long bucketNanos, List<Bucket> buckets) {
  /** The most buckets that one answer may hold. */
  public static final int MAX_BUCKETS = 2_000;

  public Timeline {
    buckets = List.copyOf(buckets);
  }

  /**
   * Events with {@code occurredAt} in {@code [startNanos, startNanos + bucketNanos)}.
   *
   * @param errors of these events, those that report a failure
   * @param latency of the calls that started in the bucket, whatever their span kind
   */
  public record Bucket(long startNanos, KindCounts counts, long errors, Latency latency) {

    /** Events of all kinds. */
    public long events() {
      return counts.total();
    }

    public long calls() {
      return counts.of(EventKind.CALL);
    }
  }
}
