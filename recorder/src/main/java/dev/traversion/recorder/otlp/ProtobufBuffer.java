package dev.traversion.recorder.otlp;

import com.google.protobuf.CodedOutputStream;
import java.util.Arrays;

/**
 * Writes protobuf in one pass: the length of a nested message is not known when it begins, so four
 * bytes are kept free for it and filled in, as a padded varint, when it ends.
 */
final class ProtobufBuffer {
  private static final int LENGTH_BYTES = 4;
  private static final int MAX_LENGTH = 1 << (7 * LENGTH_BYTES);

  private byte[] bytes;
  private int size;

  ProtobufBuffer(int expectedSize) {
    bytes = new byte[Math.max(expectedSize, 64)];
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Begins a nested message; give the answer to {@link #end}. */
  int begin(int field) {
    tag(field, Wire.LEN);
    require(LENGTH_BYTES);
    size += LENGTH_BYTES;
    return size;
  }

  void end(int start) {
    int length = size - start;
    if (length >= MAX_LENGTH) {
      throw new UnreadableBodyException("a message has more than " + MAX_LENGTH + " bytes");
    }
    for (int i = 0; i < LENGTH_BYTES; i++) {
      int more = i < LENGTH_BYTES - 1 ? 0x80 : 0;
      bytes[start - LENGTH_BYTES + i] = (byte) (((length >>> (7 * i)) & 0x7f) | more);
    }
  }

  void bytes(int field, byte[] content) {
    tag(field, Wire.LEN);
    varint(content.length);
    require(content.length);
    System.arraycopy(content, 0, bytes, size, content.length);
    size += content.length;
  }

  void varint(int field, long value) {
    tag(field, Wire.VARINT);
    varint(value);
  }

  void fixed64(int field, long value) {
    tag(field, Wire.FIXED64);
    require(Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[size++] = (byte) (value >>> (8 * i));
    }
  }

  void fixed32(int field, int value) {
    tag(field, Wire.FIXED32);
    require(Integer.BYTES);
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[size++] = (byte) (value >>> (8 * i));
    }
  }

  private void tag(int field, int wireType) {
    varint(((long) field << 3) | wireType);
  }

  private void varint(long value) {
    require(CodedOutputStream.computeUInt64SizeNoTag(value));
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void require(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
