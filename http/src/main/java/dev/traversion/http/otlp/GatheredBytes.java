package dev.traversion.http.otlp;

import akka.util.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The chunks of a body, kept as they came so that their bytes are copied once: into the array, or
 * through the inflater.
 */
final class GatheredBytes {
  private static final int INFLATE_STEP = 64 * 1024;

  /** Deflate cannot shrink further than about 1032 to 1. */
  private static final long MOST_RATIO = 1_032;

  private static final String NO_ROOM = "too many bytes are waiting";

  private final long limit;
  private final ByteBudget.Lease lease;
  private final List<ByteString> chunks = new ArrayList<>();
  private long size;

  GatheredBytes(long limit, ByteBudget.Lease lease) {
    this.limit = limit;
    this.lease = lease;
  }

  void add(ByteString chunk) {
    if (size + chunk.size() > limit) {
      throw new UnreadableBodyException(
          Body.Why.TOO_LARGE, "the body is longer than " + limit + " bytes");
    }
    take(chunk.size());
    chunks.add(chunk);
    size += chunk.size();
  }

  byte[] toByteArray() {
    var bytes = new byte[(int) size];
    int at = 0;
    for (var chunk : chunks) {
      for (var buffer : chunk.getByteBuffers()) {
        int length = buffer.remaining();
        buffer.get(bytes, at, length);
        at += length;
      }
    }
    return bytes;
  }

  /** Decompresses, taking from the budget before taking memory. */
  byte[] gunzip(long decodedLimit) throws IOException {
    try (var in = new GZIPInputStream(new ChunkStream(chunks), INFLATE_STEP)) {
      int room = firstRoom(decodedLimit);
      take(room);
      var bytes = new byte[room];
      int length = 0;
      while (true) {
        if (length == bytes.length) {
          int next = in.read();
          if (next < 0) {
            break;
          }
          bytes = grow(bytes, decodedLimit);
          bytes[length++] = (byte) next;
        }
        int read = in.read(bytes, length, bytes.length - length);
        if (read < 0) {
          break;
        }
        length += read;
      }
      return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
  }

  private byte[] grow(byte[] bytes, long decodedLimit) {
    if (bytes.length >= decodedLimit) {
      throw new UnreadableBodyException(
          Body.Why.TOO_LARGE, "the body decompresses to more than " + decodedLimit + " bytes");
    }
    int larger = (int) Math.min(decodedLimit, Math.max(INFLATE_STEP, bytes.length * 2L));
    take(larger - bytes.length);
    return Arrays.copyOf(bytes, larger);
  }

  /** The size that the gzip trailer states, as far as it can be believed. */
  private int firstRoom(long decodedLimit) {
    var tail = new byte[4];
    long at = size - 4;
    if (at < 0) {
      return INFLATE_STEP;
    }
    for (int i = 0; i < 4; i++) {
      tail[i] = byteAt(at + i);
    }
    long stated =
        (tail[0] & 0xFFL)
            | (tail[1] & 0xFFL) << 8
            | (tail[2] & 0xFFL) << 16
            | (tail[3] & 0xFFL) << 24;
    return (int) Math.max(1, Math.min(Math.min(stated, size * MOST_RATIO), decodedLimit));
  }

  private byte byteAt(long index) {
    long skipped = index;
    for (var chunk : chunks) {
      if (skipped < chunk.size()) {
        return chunk.apply((int) skipped);
      }
      skipped -= chunk.size();
    }
    throw new IndexOutOfBoundsException();
  }

  private void take(long bytes) {
    if (!lease.take(bytes)) {
      throw new UnreadableBodyException(Body.Why.BUSY, NO_ROOM);
    }
  }

  /** The chunks one after the other. */
  private static final class ChunkStream extends InputStream {
    private final ArrayDeque<ByteBuffer> left = new ArrayDeque<>();

    ChunkStream(List<ByteString> chunks) {
      for (var chunk : chunks) {
        chunk.getByteBuffers().forEach(left::add);
      }
    }

    @Override
    public int read() {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      while (!left.isEmpty() && !left.getFirst().hasRemaining()) {
        left.removeFirst();
      }
      if (left.isEmpty()) {
        return -1;
      }
      var buffer = left.getFirst();
      int count = Math.min(length, buffer.remaining());
      buffer.get(into, offset, count);
      return count;
    }

    @Override
    public int available() {
      return left.stream().mapToInt(ByteBuffer::remaining).sum();
    }
  }
}
