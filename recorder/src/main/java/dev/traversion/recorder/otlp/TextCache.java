package dev.traversion.recorder.otlp;

import dev.traversion.model.attribute.Value;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers short texts by their UTF-8 bytes, so that a key or value seen before costs a look-up
 * and not a copy, and so that equal texts are mostly one object, which makes later comparisons
 * cheap.
 *
 * <p>Bounded: a fixed number of slots, one text each, the newer replacing the older. A text enters
 * when it is met the second time in a row in its slot, so that ids that never repeat leave the
 * cache alone.
 *
 * <p>Shared by all threads without locks: entries are immutable, and a lost write only costs a
 * later copy.
 */
final class TextCache {
  private static final int MAX_LENGTH = 64;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private record Entry(byte[] utf8, Value.Text text) {}

  private final @Nullable Entry[] slots;
  private final int[] lastSeen;

  /**
   * @param slots how many texts it holds at most; a power of two
   */
  TextCache(int slots) {
    this.slots = new @Nullable Entry[slots];
    this.lastSeen = new int[slots];
  }

  /** The text of a slice; malformed UTF-8 becomes U+FFFD. */
  Value.Text text(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length > MAX_LENGTH) {
      return new Value.Text(decode(bytes, start, length));
    }
    int hash = hash(bytes, start, end);
    int slot = hash & (slots.length - 1);
    var entry = slots[slot];
    if (entry != null && Arrays.equals(entry.utf8, 0, entry.utf8.length, bytes, start, end)) {
      return entry.text;
    }
    var text = new Value.Text(decode(bytes, start, length));
    if (lastSeen[slot] == hash) {
      slots[slot] = new Entry(Arrays.copyOfRange(bytes, start, end), text);
    } else {
      lastSeen[slot] = hash;
    }
    return text;
  }

  private static String decode(byte[] bytes, int start, int length) {
    return length == 0 ? "" : new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  private static int hash(byte[] bytes, int start, int end) {
    long hash = (long) end - start;
    int at = start;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(bytes, at)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    for (; at < end; at++) {
      hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
    }
    return (int) (hash ^ (hash >>> 32));
  }
}
