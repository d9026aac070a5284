package dev.traversion.replay.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link Packer} wrote. Bytes that cannot have been written by it are answered with
 * {@link MalformedException}, never with more memory than they take themselves.
 */
public final class Unpacker {
  private final byte[] bytes;
  private final int end;
  private int at;

  public Unpacker(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads {@code from..to}, exclusive, of an array. */
  public Unpacker(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  public boolean isAtEnd() {
    return at == end;
  }

  /** All that has not been read yet. */
  public byte[] rest() {
    int from = at;
    at = end;
    return Arrays.copyOfRange(bytes, from, end);
  }

  public long signed() throws MalformedException {
    long value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  public long unsigned() throws MalformedException {
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
  public int count() throws MalformedException {
    long count = unsigned();
    if (count < 0 || count > end - at) {
      throw new MalformedException("a count is larger than what is there");
    }
    return (int) count;
  }

  public long word() throws MalformedException {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = (value << 8) | (next() & 0xFF);
    }
    return value;
  }

  public boolean flag() throws MalformedException {
    return next() != 0;
  }

  /** Eight bits as a number from 0 to 255. */
  public int octet() throws MalformedException {
    return next() & 0xFF;
  }

  /** Bytes with their length. */
  public byte[] bytes() throws MalformedException {
    int length = count();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  public String text() throws MalformedException {
    long header = unsigned();
    long length = header >>> 1;
    if (length > end - at) {
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
    if (at == end) {
      throw new MalformedException("the bytes end early");
    }
    return bytes[at++];
  }
}
