package dev.traversion.replay.archive;

import dev.traversion.model.time.EpochNanos;

/**
 * The span of time that an archive holds whole, both ends included; nanoseconds since the epoch.
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

  /** An ISO 8601 interval: {@code 2026-01-01T03:40:00Z/2026-01-01T03:50:00Z}. */
  @Override
  public String toString() {
    return EpochNanos.toText(fromNanos) + "/" + EpochNanos.toText(toNanos);
  }
}
