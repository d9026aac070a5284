package dev.traversion.model.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Growing bytes, little-endian. Cleared and used again from frame to frame. */
final class ByteSink {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[512];
  private int size;

  int size() {
    return size;
  }

  byte[] array() {
    return bytes;
  }

  void clear() {
    size = 0;
  }

  void put(int value) {
    if (size == bytes.length) {
      grow(1);
    }
    bytes[size++] = (byte) value;
  }

  /** LEB128 of the 64 bits, unsigned: 1 to 10 bytes. */
  void putVarint(long value) {
    if (bytes.length - size < 10) {
      grow(10);
    }
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void putZigZag(long value) {
    putVarint((value << 1) ^ (value >> 63));
  }

  void putLong(long value) {
    if (bytes.length - size < 8) {
      grow(8);
    }
    LONG.set(bytes, size, value);
    size += 8;
  }

  void putInt(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      put(value >>> shift);
    }
  }

  void putAll(byte[] source, int from, int length) {
    System.arraycopy(source, from, reserve(length), size - length, length);
  }

  /** Makes room for {@code length} bytes that the caller fills, ending at the new size. */
  byte[] reserve(int length) {
    if (bytes.length - size < length) {
      grow(length);
    }
    size += length;
    return bytes;
  }

  /** Gives back the last {@code length} reserved bytes. */
  void unreserve(int length) {
    size -= length;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void grow(int more) {
    bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
  }
}
