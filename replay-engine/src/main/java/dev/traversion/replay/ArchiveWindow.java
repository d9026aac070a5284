package dev.traversion.replay;

import dev.traversion.model.time.EpochNanos;

/**
 * The span of time that an archive holds whole, both ends included; nanoseconds since the epoch.
 * What happened outside it, an archive does not know.
 */
public record ArchiveWindow(long fromNanos, long toNanos) {
  public ArchiveWindow {
    if (fromNanos > toNanos) {
      throw new IllegalArgumentException("a window ends after it begins");
    }
  }

  public boolean contains(long atNanos) {
    return fromNanos <= atNanos && atNanos <= toNanos;
  }

  /** The instant itself, or the end of the window that it lies beyond. */
  public long nearest(long atNanos) {
    return Math.clamp(atNanos, fromNanos, toNanos);
  }

  /** An ISO 8601 interval: {@code 2026-01-01T03:40:00Z/2026-01-01T03:50:00Z}. */
  @Override
  public String toString() {
    return EpochNanos.toText(fromNanos) + "/" + EpochNanos.toText(toNanos);
  }
}
