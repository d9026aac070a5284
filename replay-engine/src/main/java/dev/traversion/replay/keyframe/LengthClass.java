package dev.traversion.replay.keyframe;

import dev.traversion.model.state.Fold;

/**
 * How long an interval is, roughly: intervals are kept by the order of their ends within a class,
 * so that those which reach over an instant end within a bounded time after it.
 */
enum LengthClass {
  SECOND(1),
  QUARTER_MINUTE(16),
  MINUTES(256),
  HOUR(4_096),
  DAY(65_536),
  LONGER(Long.MAX_VALUE / 1_000_000_000L);

  private final long mostNanos;

  LengthClass(long mostSeconds) {
    this.mostNanos = mostSeconds * 1_000_000_000L;
  }

  static LengthClass of(long startNanos, long endNanos) {
    long nanos = endNanos - startNanos;
    if (endNanos > startNanos && nanos < 0) {
      return LONGER; // more than a long holds
    }
    for (var length : values()) {
      if (nanos <= length.mostNanos) {
        return length;
      }
    }
    return LONGER;
  }

  /** The latest end that an interval of this class may have which begins by an instant. */
  long latestEnd(long beginsByNanos) {
    long latest = beginsByNanos + mostNanos;
    return this == LONGER || latest < beginsByNanos ? Long.MAX_VALUE : latest;
  }

  /** Where the intervals begin that are held at an instant: they end after the window's start. */
  byte[] heldFrom(long atNanos, long windowNanos) {
    return EntryKey.endingAfter(this, Fold.windowStart(atNanos, windowNanos));
  }
}
