package dev.traversion.model.frame;

/**
 * A time of day in a text, told as its distance to the time of the event: for one service that is a
 * time zone and a little delay.
 */
enum Clock {
  MILLIS(1_000_000, 86_400_000L, 3),
  MICROS(1_000, 86_400_000_000L, 6);

  private final long nanos;
  private final long day;
  private final int digits;

  Clock(long nanos, long day, int digits) {
    this.nanos = nanos;
    this.day = day;
    this.digits = digits;
  }

  /** From half a day before to half a day after. */
  long distance(long timeOfDay, long eventNanos) {
    long half = day / 2;
    return Math.floorMod(timeOfDay - own(eventNanos) + half, day) - half;
  }

  private long own(long eventNanos) {
    return Math.floorMod(Math.floorDiv(eventNanos, nanos), day);
  }

  /** Appends {@code hh:mm:ss.fraction}. */
  void write(ByteSink out, long distance, long eventNanos, char point) {
    long time = Math.floorMod(own(eventNanos) + distance, day);
    long fraction = day / 86_400;
    int second = (int) (time / fraction);
    two(out, second / 3600);
    out.put(':');
    two(out, second / 60 % 60);
    out.put(':');
    two(out, second % 60);
    out.put(point);
    long rest = time % fraction;
    for (long unit = fraction / 10, i = 0; i < digits; i++, unit /= 10) {
      out.put((int) ('0' + rest / unit % 10));
    }
  }

  private static void two(ByteSink out, int number) {
    out.put('0' + number / 10);
    out.put('0' + number % 10);
  }
}
