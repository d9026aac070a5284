package dev.traversion.replay.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes numbers and texts one after the other: varints, and texts with their length. */
public final class Packer {
  private byte[] bytes = new byte[256];
  private int size;

  public int size() {
    return size;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Begins anew; what was written is forgotten. */
  public void clear() {
    size = 0;
  }

  /** A number of any sign; small ones take little room. */
  public void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  /** A number that is mostly small and positive. */
  public void unsigned(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Eight bytes as they are, for ids, which no varint shortens. */
  public void word(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  public void flag(boolean value) {
    octet(value ? 1 : 0);
  }

  /** The lowest eight bits of a number. */
  public void octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** Bytes with their length. */
  public void bytes(byte[] value) {
    unsigned(value.length);
    raw(value, 0, value.length);
  }

  /** Bytes without their length. */
  public void raw(byte[] from, int offset, int length) {
    room(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /**
   * A text exactly: UTF-8, or its own units where it is not well-formed and UTF-8 would alter it.
   */
  public void text(String value) {
    boolean exact = isWellFormed(value);
    var encoded = value.getBytes(exact ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16BE);
    if (!exact) {
      for (int i = 0; i < value.length(); i++) {
        encoded[2 * i] = (byte) (value.charAt(i) >>> 8);
        encoded[2 * i + 1] = (byte) value.charAt(i);
      }
    }
    unsigned(((long) encoded.length << 1) | (exact ? 0 : 1));
    raw(encoded, 0, encoded.length);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }

  private static boolean isWellFormed(String value) {
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      if (Character.isSurrogate(unit)) {
        if (!Character.isHighSurrogate(unit)
            || i + 1 == value.length()
            || !Character.isLowSurrogate(value.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
