package dev.traversion.replay;

import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link Packer} wrote. Bytes that cannot have been written by it are answered with
 * {@link MalformedException}, never with more memory than they take themselves.
 */
final class Unpacker {
  private final byte[] bytes;
  private int at;

  Unpacker(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean isAtEnd() {
    return at == bytes.length;
  }

  long signed() throws MalformedException {
    long value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  long unsigned() throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = next();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedException("a number is too long");
  }

  /** A count of things that take at least a byte each. */
  int count() throws MalformedException {
    long count = unsigned();
    if (count < 0 || count > bytes.length - at) {
      throw new MalformedException("a count is larger than what is there");
    }
    return (int) count;
  }

  long word() throws MalformedException {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = (value << 8) | (next() & 0xFF);
    }
    return value;
  }

  boolean flag() throws MalformedException {
    return next() != 0;
  }

  String text() throws MalformedException {
    long header = unsigned();
    long length = header >>> 1;
    if (length > bytes.length - at) {
      throw new MalformedException("a text is longer than what is there");
    }
    int start = at;
    at += (int) length;
    if ((header & 1) == 0) {
      return new String(bytes, start, (int) length, StandardCharsets.UTF_8);
    }
    var units = new char[(int) length / 2];
    for (int i = 0; i < units.length; i++) {
      units[i] = (char) (((bytes[start + 2 * i] & 0xFF) << 8) | (bytes[start + 2 * i + 1] & 0xFF));
    }
    return new String(units);
  }

  private byte next() throws MalformedException {
    if (at == bytes.length) {
      throw new MalformedException("the bytes end early");
    }
    return bytes[at++];
  }
}
