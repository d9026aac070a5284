package dev.traversion.replay.servicemap;

import java.util.Arrays;

/**
 * Calls that ended in the window.
 *
 * @param errors of {@code calls}, those that failed
 * @param p50Nanos median duration, by nearest rank; 0 when there were no calls
 * @param p95Nanos 95th percentile
 */
public record Traffic(long calls, long errors, long p50Nanos, long p95Nanos) {

  /** Gathers durations and failures. */
  static final class Tally {
    private long[] durations = new long[8];
    private int calls;
    private long errors;

    void add(SeenCall call) {
      if (calls == durations.length) {
        durations = Arrays.copyOf(durations, calls * 2);
      }
      durations[calls++] = Math.max(0, call.endNanos() - call.startNanos());
      errors += call.error() ? 1 : 0;
    }

    boolean isEmpty() {
      return calls == 0;
    }

    Traffic traffic() {
      if (calls == 0) {
        return new Traffic(0, 0, 0, 0);
      }
      var ascending = Arrays.copyOf(durations, calls);
      Arrays.sort(ascending);
      return new Traffic(calls, errors, percentile(ascending, 50), percentile(ascending, 95));
    }

    private static long percentile(long[] ascending, int percent) {
      long rank = ((long) ascending.length * percent + 99) / 100;
      return ascending[(int) rank - 1];
    }
  }

  /** Calls per second of a window. */
  public double rate(long windowNanos) {
    return calls * 1e9 / windowNanos;
  }

  /** Share of calls that failed, 0 to 1; 0 when there were none. */
  public double errorRatio() {
    return calls == 0 ? 0 : (double) errors / calls;
  }
}
