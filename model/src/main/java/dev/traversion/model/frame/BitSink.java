package dev.traversion.model.frame;

/** Bits, least significant first, for numbers without any redundancy left. */
final class BitSink {
  private final ByteSink bytes = new ByteSink();
  private long pending;
  private int used;

  /** Appends the low {@code count} bits (0 to 64) of {@code value}. */
  void put(long value, int count) {
    if (count == 0) {
      return;
    }
    long masked = count == 64 ? value : value & ((1L << count) - 1);
    pending |= masked << used;
    int total = used + count;
    if (total < 64) {
      used = total;
      return;
    }
    bytes.putLong(pending);
    int taken = 64 - used;
    pending = taken == 64 ? 0 : masked >>> taken;
    used = total - 64;
  }

  /** Pads to a whole byte; nothing may be put afterwards until {@link #clear()}. */
  ByteSink finish() {
    while (used > 0) {
      bytes.put((int) pending);
      pending >>>= 8;
      used -= 8;
    }
    used = 0;
    return bytes;
  }

  /** Pads to a whole byte, so that a column can start there. */
  void align() {
    finish();
    pending = 0;
  }

  int size() {
    return bytes.size();
  }

  void clear() {
    bytes.clear();
    pending = 0;
    used = 0;
  }
}
