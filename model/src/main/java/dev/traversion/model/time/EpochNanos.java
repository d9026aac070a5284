package dev.traversion.model.time;

import java.time.Instant;

/**
 * Converts between an {@link Instant} and nanoseconds since the Unix epoch, OTLP's own unit.
 *
 * <p>A signed {@code long} reaches from 1677-09-21T00:12:43.145224192Z to
 * 2262-04-11T23:47:16.854775807Z.
 */
public final class EpochNanos {
  private static final long PER_SECOND = 1_000_000_000L;

  private EpochNanos() {}

  /**
   * The nanoseconds of an instant.
   *
   * @throws ArithmeticException if the instant lies outside the range of this class
   */
  public static long of(Instant instant) {
    long seconds = instant.getEpochSecond();
    int nanos = instant.getNano();
    if (seconds < 0 && nanos > 0) {
      return Math.addExact(Math.multiplyExact(seconds + 1, PER_SECOND), nanos - PER_SECOND);
    }
    return Math.addExact(Math.multiplyExact(seconds, PER_SECOND), nanos);
  }

  public static Instant toInstant(long epochNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNanos, PER_SECOND), Math.floorMod(epochNanos, PER_SECOND));
  }

  /** RFC 3339 in UTC with as many fraction digits as needed, at most nine. */
  public static String toText(long epochNanos) {
    return toInstant(epochNanos).toString();
  }
}
