package dev.traversion.replay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes numbers and texts one after the other: varints, and texts with their length. */
final class Packer {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(4096);

  int size() {
    return out.size();
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  /** A number of any sign; small ones take little room. */
  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  /** A number that is mostly small and positive. */
  void unsigned(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** Eight bytes as they are, for ids, which no varint shortens. */
  void word(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
  }

  void flag(boolean value) {
    out.write(value ? 1 : 0);
  }

  /**
   * A text exactly: UTF-8, or its own units where it is not well-formed and UTF-8 would alter it.
   */
  void text(String value) {
    boolean exact = isWellFormed(value);
    var bytes = value.getBytes(exact ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16BE);
    if (!exact) {
      for (int i = 0; i < value.length(); i++) {
        bytes[2 * i] = (byte) (value.charAt(i) >>> 8);
        bytes[2 * i + 1] = (byte) value.charAt(i);
      }
    }
    unsigned(((long) bytes.length << 1) | (exact ? 0 : 1));
    out.writeBytes(bytes);
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
