package dev.traversion.replay;

import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.Frame;
import java.util.Set;

/**
 * What is in a frame, and when: two decoded columns of it, a hundredth of what its events take.
 * Most questions about a short stretch of time find in them that a frame holds nothing of it.
 *
 * @param kinds ordinals of {@link EventKind}, a byte a row; not to be changed
 * @param occurredAtNanos of each row; not to be changed
 */
record Occurrences(byte[] kinds, long[] occurredAtNanos) {
  private static final int BYTES = 96;
  private static final int BYTES_PER_ROW = Byte.BYTES + Long.BYTES;

  /**
   * @throws dev.traversion.model.frame.DamagedFrameException if one of the columns is damaged
   */
  static Occurrences of(Frame frame) {
    return new Occurrences(frame.kinds(), frame.occurredAtNanos());
  }

  /** Whether an event of some kinds occurred in {@code first..last} (both inclusive). */
  boolean anyIn(long first, long last, Set<EventKind> wanted) {
    int mask = 0;
    for (var kind : wanted) {
      mask |= 1 << kind.ordinal();
    }
    for (int row = 0; row < kinds.length; row++) {
      if (occurredAtNanos[row] >= first
          && occurredAtNanos[row] <= last
          && (mask >>> kinds[row] & 1) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Bytes held, roughly. */
  int weight() {
    return BYTES + kinds.length * BYTES_PER_ROW;
  }
}
