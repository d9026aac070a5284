package dev.traversion.model.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads what {@link BitSink} wrote, within bounds. */
final class BitSource {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final long endBit;
  private long bit;

  BitSource(byte[] bytes, int from, int length) {
    if (from < 0 || length < 0 || length > bytes.length - from) {
      throw new MalformedColumnException("a stream reaches beyond its block");
    }
    this.bytes = bytes;
    this.bit = from * 8L;
    this.endBit = (from + (long) length) * 8;
  }

  /** The next {@code count} bits, 0 to 64. */
  long get(int count) {
    if (count == 0) {
      return 0;
    }
    if (count > endBit - bit) {
      throw new MalformedColumnException("a stream ends early");
    }
    int at = (int) (bit >>> 3);
    int offset = (int) (bit & 7);
    bit += count;
    long value;
    if (at + 8 <= bytes.length) {
      value = (long) LONG.get(bytes, at) >>> offset;
      if (offset + count > 64) {
        value |= (bytes[at + 8] & 0xFFL) << (64 - offset);
      }
    } else {
      value = slow(at, offset, count);
    }
    return count == 64 ? value : value & ((1L << count) - 1);
  }

  private long slow(int at, int offset, int count) {
    long value = (bytes[at] & 0xFFL) >>> offset;
    int shift = 8 - offset;
    for (int i = at + 1; shift < count; i++, shift += 8) {
      value |= (bytes[i] & 0xFFL) << shift;
    }
    return value;
  }
}
