package dev.traversion.model.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads what {@link ByteSink} wrote, within bounds. */
final class ByteSource {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int end;
  private int position;

  ByteSource(byte[] bytes, int from, int length) {
    if (from < 0 || length < 0 || length > bytes.length - from) {
      throw new MalformedColumnException("a stream reaches beyond its block");
    }
    this.bytes = bytes;
    this.position = from;
    this.end = from + length;
  }

  int remaining() {
    return end - position;
  }

  int get() {
    require(1);
    return bytes[position++] & 0xFF;
  }

  long getVarint() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = get();
      if (shift == 63 && next > 1) {
        break;
      }
      value |= (next & 0x7FL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new MalformedColumnException("a number of more than 64 bits");
  }

  long getZigZag() {
    long value = getVarint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A varint that must lie in {@code 0..max}. */
  int getCount(int max) {
    long value = getVarint();
    if (value < 0 || value > max) {
      throw new MalformedColumnException("a count out of bounds");
    }
    return (int) value;
  }

  long getLong() {
    require(8);
    long value = (long) LONG.get(bytes, position);
    position += 8;
    return value;
  }

  int getInt() {
    int value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= get() << shift;
    }
    return value;
  }

  byte[] array() {
    return bytes;
  }

  int position() {
    return position;
  }

  /** Passes over {@code length} bytes and returns where they start in {@link #array()}. */
  int skip(int length) {
    require(length);
    int start = position;
    position += length;
    return start;
  }

  private void require(int length) {
    if (length < 0 || length > end - position) {
      throw new MalformedColumnException("a stream ends early");
    }
  }
}
