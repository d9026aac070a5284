package dev.traversion.replay;

import java.util.List;

/**
 * Counts along a window.
 *
 * @param bucketNanos length of each bucket
 */
public record Timeline(long fromNanos, long bucketNanos, List<Bucket> buckets) {
  /** The most buckets that one answer may hold. */
  public static final int MAX_BUCKETS = 2_000;

  /**
   * Events with {@code occurredAt} in {@code [startNanos, startNanos + bucketNanos)}.
   *
   * @param errors of {@code events}, those that report a failure
   * @param maxDurationNanos the longest call that started in the bucket
   */
  public record Bucket(
      long startNanos,
      long events,
      long calls,
      long errors,
      long entityChanges,
      long deployments,
      long configChanges,
      long maxDurationNanos) {}
}
