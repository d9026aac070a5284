package dev.traversion.replay.timeline;

/**
 * How long calls took, in nanoseconds; all 0 where there were none. A quantile is within 1% of the
 * duration of a call that did happen: the shortest that so large a share of the calls did not
 * exceed (nearest rank).
 *
 * @param maxNanos the longest, exactly
 */
public record Latency(long p50Nanos, long p95Nanos, long p99Nanos, long maxNanos) {
  private static final Latency NONE = new Latency(0, 0, 0, 0);

  public static Latency none() {
    return NONE;
  }
}
