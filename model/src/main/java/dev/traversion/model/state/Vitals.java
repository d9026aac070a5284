package dev.traversion.model.state;

/**
 * How a service fared in the window before an instant: over its inbound calls (server and consumer
 * spans; all spans where it has none of these) that ended in {@code (at - window, at]}.
 *
 * @param windowNanos length of the window
 * @param calls how many ended in it
 * @param errors how many of these failed
 * @param p50Nanos median duration; 0 when there were no calls
 * @param p95Nanos 95th percentile
 * @param p99Nanos 99th percentile
 * @param maxNanos the longest
 */
public record Vitals(
    long windowNanos,
    long calls,
    long errors,
    long p50Nanos,
    long p95Nanos,
    long p99Nanos,
    long maxNanos) {

  /** Calls per second. */
  public double rate() {
    return calls * 1e9 / windowNanos;
  }

  /** Share of calls that failed, 0 to 1; 0 when there were none. */
  public double errorRatio() {
    return calls == 0 ? 0 : (double) errors / calls;
  }
}
