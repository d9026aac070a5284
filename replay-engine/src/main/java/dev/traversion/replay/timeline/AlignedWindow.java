package dev.traversion.replay.timeline;

/**
 * A window, widened so that its buckets begin at whole buckets of the ladder and are of a length
 * that people count in. Such a window is answered from tiles alone.
 *
 * @param fromNanos at or before the start that was asked for
 * @param toNanos at or after the end that was asked for
 */
public record AlignedWindow(long fromNanos, long toNanos, int buckets) {
  /** Each is a whole number of some level's buckets, and divides the day or is made of days. */
  private static final long[] WIDTHS = widths();

  /**
   * @param toNanos after {@code fromNanos}, by no more than a long can say
   * @param most buckets, at least one
   */
  public static AlignedWindow around(long fromNanos, long toNanos, int most) {
    for (long width : WIDTHS) {
      long first = Math.floorDiv(fromNanos, width);
      long end = Math.ceilDiv(toNanos, width);
      boolean says = first > Long.MIN_VALUE / width && end < Long.MAX_VALUE / width;
      if (end - first <= most && says) {
        return new AlignedWindow(first * width, end * width, (int) (end - first));
      }
    }
    return new AlignedWindow(fromNanos, toNanos, most);
  }

  private static long[] widths() {
    long milli = 1_000_000L;
    long second = 1_000 * milli;
    long minute = 60 * second;
    long day = 1_440 * minute;
    return new long[] {
      milli,
      2 * milli,
      5 * milli,
      10 * milli,
      20 * milli,
      50 * milli,
      100 * milli,
      200 * milli,
      500 * milli,
      second,
      2 * second,
      5 * second,
      10 * second,
      20 * second,
      30 * second,
      minute,
      2 * minute,
      5 * minute,
      10 * minute,
      20 * minute,
      30 * minute,
      60 * minute,
      120 * minute,
      180 * minute,
      360 * minute,
      720 * minute,
      day,
      2 * day,
      5 * day,
      10 * day,
      50 * day,
      100 * day,
      500 * day,
      5_000 * day
    };
  }
}
