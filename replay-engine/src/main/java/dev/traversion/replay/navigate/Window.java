package dev.traversion.replay.navigate;

/**
 * A stretch of a service's time that a search looks at.
 *
 * @param fromNanos first instant of it
 * @param toNanos end (exclusive); {@link Long#MAX_VALUE} stands for the end of time
 */
record Window(long fromNanos, long toNanos) {

  /** The first window of a search, with the instant it starts at. */
  static Window from(long instantNanos, long length, Direction direction) {
    return switch (direction) {
      case NEXT -> new Window(instantNanos, later(instantNanos, length));
      case PREVIOUS -> new Window(earlier(instantNanos, length), later(instantNanos, 1));
    };
  }

  /** The window that follows this one. */
  Window beyond(long length, Direction direction) {
    return switch (direction) {
      case NEXT -> new Window(toNanos, later(toNanos, length));
      case PREVIOUS -> new Window(earlier(fromNanos, length), fromNanos);
    };
  }

  boolean isLast(Direction direction) {
    return switch (direction) {
      case NEXT -> toNanos == Long.MAX_VALUE;
      case PREVIOUS -> fromNanos == Long.MIN_VALUE;
    };
  }

  /** The instant nearest to the start: all before it, as the search goes, was looked at. */
  long near(Direction direction) {
    return switch (direction) {
      case NEXT -> earlier(fromNanos, 1);
      case PREVIOUS -> toNanos;
    };
  }

  private static long later(long nanos, long by) {
    return nanos > Long.MAX_VALUE - by ? Long.MAX_VALUE : nanos + by;
  }

  private static long earlier(long nanos, long by) {
    return nanos < Long.MIN_VALUE + by ? Long.MIN_VALUE : nanos - by;
  }
}
