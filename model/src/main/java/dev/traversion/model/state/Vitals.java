package dev.traversion.model.state;

import dev.traversion.model.event.Call;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

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

  /**
   * Measures calls that ended in one window. Percentiles are durations of calls that did happen:
   * the smallest that at least so many percent of the calls did not exceed (nearest rank). A call
   * that ended before it started, by its sender's word, lasted no time.
   */
  static Vitals of(Collection<CallState> ended, long windowNanos) {
    List<CallState> inbound = ended.stream().filter(Vitals::isInbound).toList();
    var measured = inbound.isEmpty() ? ended : inbound;
    if (measured.isEmpty()) {
      return new Vitals(windowNanos, 0, 0, 0, 0, 0, 0);
    }
    var durations =
        measured.stream()
            .mapToLong(call -> Math.max(0, call.endNanos() - call.startNanos()))
            .toArray();
    Arrays.sort(durations);
    return new Vitals(
        windowNanos,
        durations.length,
        measured.stream().filter(CallState::error).count(),
        percentile(durations, 50),
        percentile(durations, 95),
        percentile(durations, 99),
        durations[durations.length - 1]);
  }

  private static boolean isInbound(CallState call) {
    return call.spanKind() == Call.KIND_SERVER || call.spanKind() == Call.KIND_CONSUMER;
  }

  private static long percentile(long[] ascending, int percent) {
    long rank = ((long) ascending.length * percent + 99) / 100;
    return ascending[(int) rank - 1];
  }

  /** Calls per second. */
  public double rate() {
    return calls * 1e9 / windowNanos;
  }

  /** Share of calls that failed, 0 to 1; 0 when there were none. */
  public double errorRatio() {
    return calls == 0 ? 0 : (double) errors / calls;
  }
}
