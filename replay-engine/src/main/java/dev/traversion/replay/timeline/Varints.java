package dev.traversion.replay.timeline;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Numbers in as few bytes as they need: LEB128, and zigzag where they may be negative. */
final class Varints {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

  void unsigned(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  static long unsigned(ByteBuffer in) throws DamagedTileException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new DamagedTileException("a number is too long");
  }

  static long signed(ByteBuffer in) throws DamagedTileException {
    long value = unsigned(in);
    return (value >>> 1) ^ -(value & 1);
  }

  /** A number from 0 to {@code most}. */
  static int count(ByteBuffer in, int most) throws DamagedTileException {
    long value = unsigned(in);
    if (value < 0 || value > most) {
      throw new DamagedTileException("a count out of bounds");
    }
    return (int) value;
  }
}
