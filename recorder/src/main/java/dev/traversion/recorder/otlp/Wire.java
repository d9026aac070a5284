package dev.traversion.recorder.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A cursor over protobuf's wire format.
 *
 * <p>Why not the generated classes: most of a span's bytes are attribute keys and values that were
 * seen a thousand times before. Reading in place lets {@link TextCache} answer them without a copy,
 * and builds events with no intermediate objects. The format itself is small: tags, varints, fixed
 * words and length-delimited slices (protobuf's encoding reference).
 *
 * <p>A <em>slice</em> is a range of the body packed in a long: start in the high word, end in the
 * low one. Zero is the empty slice.
 */
final class Wire {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LEN = 2;
  static final int START_GROUP = 3;
  static final int END_GROUP = 4;
  static final int FIXED32 = 5;

  private static final VarHandle LITTLE_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int at;
  private int end;

  Wire(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  byte[] bytes() {
    return bytes;
  }

  static int start(long slice) {
    return (int) (slice >>> 32);
  }

  static int end(long slice) {
    return (int) slice;
  }

  static int length(long slice) {
    return end(slice) - start(slice);
  }

  private static long pack(int start, int end) {
    return ((long) start << 32) | end;
  }

  boolean hasMore() {
    return at < end;
  }

  /** Enters a slice; give the answer back to {@link #close} to go on where the cursor is now. */
  long open(long slice) {
    long outer = pack(at, end);
    at = start(slice);
    end = end(slice);
    return outer;
  }

  void close(long outer) {
    at = start(outer);
    end = end(outer);
  }

  /** Reads a tag: field number times eight plus wire type. */
  int tag() {
    int tag = varint32();
    if (tag >>> 3 == 0) {
      throw unreadable("a field has number 0");
    }
    return tag;
  }

  /** Reads a length and steps over that many bytes. */
  long slice() {
    int length = varint32();
    if (length < 0 || length > end - at) {
      throw unreadable("a field is longer than the message around it");
    }
    int start = at;
    at += length;
    return pack(start, at);
  }

  int varint32() {
    return (int) varint64();
  }

  long varint64() {
    if (at < end && bytes[at] >= 0) {
      return bytes[at++];
    }
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == end) {
        throw unreadable("the message ends within a number");
      }
      byte next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw unreadable("a number has more than ten bytes");
  }

  /** A zigzag-encoded number. */
  int signed32() {
    int raw = varint32();
    return (raw >>> 1) ^ -(raw & 1);
  }

  long fixed64() {
    require(Long.BYTES);
    long value = (long) LITTLE_LONG.get(bytes, at);
    at += Long.BYTES;
    return value;
  }

  double real() {
    return Double.longBitsToDouble(fixed64());
  }

  int fixed32() {
    require(Integer.BYTES);
    int value = (int) LITTLE_INT.get(bytes, at);
    at += Integer.BYTES;
    return value;
  }

  /** Eight bytes at an offset, big-endian, as ids are written. */
  long bigEndian(int offset) {
    return (long) BIG_LONG.get(bytes, offset);
  }

  /** Steps over a field that nobody asked for. */
  void skip(int tag) {
    int depth = 0;
    for (int next = tag; ; next = tag()) {
      switch (next & 7) {
        case VARINT -> varint64();
        case FIXED64 -> {
          require(Long.BYTES);
          at += Long.BYTES;
        }
        case LEN -> slice();
        case START_GROUP -> depth++;
        case END_GROUP -> {
          if (--depth < 0) {
            throw unreadable("a group ends that never began");
          }
        }
        case FIXED32 -> {
          require(Integer.BYTES);
          at += Integer.BYTES;
        }
        default -> throw unreadable("a field has wire type " + (next & 7));
      }
      if (depth == 0) {
        return;
      }
    }
  }

  private void require(int size) {
    if (end - at < size) {
      throw unreadable("the message ends within a number");
    }
  }

  private UnreadableBodyException unreadable(String what) {
    return new UnreadableBodyException("not protobuf: at byte " + at + " " + what);
  }
}
