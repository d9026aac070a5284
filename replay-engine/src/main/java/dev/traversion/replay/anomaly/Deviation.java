package dev.traversion.replay.anomaly;

import java.util.Locale;

/**
 * In what a bucket is unlike those before it, and how much.
 *
 * @param value what was measured, in the measure's unit
 * @param expected the median of the buckets before
 * @param score how many times the usual scatter it is away, without sign; see {@link Baseline}
 */
public record Deviation(Measure measure, double value, double expected, double score) {

  /** What is measured of a bucket. */
  public enum Measure {
    /** Errors, as a share of all events: 0 to 1. Only more is told. */
    ERROR_SHARE,
    /** Events a second. More and fewer are told. */
    RATE,
    /** 95th percentile of the calls' durations, in nanoseconds. Only longer is told. */
    P95_NANOS;

    /** The name in JSON, e.g. {@code error-share}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
