package dev.traversion.model.frame;

import java.util.Arrays;

/**
 * What is known of the rows of a text column before it is read: log lines like to repeat the ids of
 * the call they belong to, and the time of day.
 *
 * @param high of the trace id
 * @param low of the trace id
 * @param span span id
 * @param times nanoseconds since the epoch
 */
record TextContext(long[] high, long[] low, long[] span, long[] times) {

  static TextContext of(int n) {
    return new TextContext(new long[n], new long[n], new long[n], new long[n]);
  }

  /** The context of some of the rows. */
  TextContext pick(int[] rows) {
    return new TextContext(pick(high, rows), pick(low, rows), pick(span, rows), pick(times, rows));
  }

  private static long[] pick(long[] column, int[] rows) {
    var some = new long[rows.length];
    Arrays.setAll(some, i -> column[rows[i]]);
    return some;
  }
}
