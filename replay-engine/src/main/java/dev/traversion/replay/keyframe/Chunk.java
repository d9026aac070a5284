package dev.traversion.replay.keyframe;

import dev.traversion.replay.pack.MalformedException;
import dev.traversion.replay.pack.Packer;
import java.util.Arrays;
import java.util.List;

/**
 * Entries in order of their keys, as they were decompressed, and where each begins. Immutable.
 *
 * <p>Bytes: for each entry the length of its key, the key, the length of its value, the value; the
 * lengths are varints.
 */
final class Chunk {
  private static final int BYTES_BESIDE = 64;

  private final byte[] bytes;

  /** Where the key of each entry is, and past the last, where the bytes end. */
  private final int[] keys;

  private final int[] keyLengths;

  private Chunk(byte[] bytes, int[] keys, int[] keyLengths) {
    this.bytes = bytes;
    this.keys = keys;
    this.keyLengths = keyLengths;
  }

  static void write(Packer to, List<Entry> entries) {
    for (var entry : entries) {
      to.bytes(entry.key());
      to.bytes(entry.value());
    }
  }

  /**
   * @throws MalformedException if these are not entries with keys
   */
  static Chunk read(byte[] bytes) throws MalformedException {
    var keys = new int[16];
    var lengths = new int[16];
    int count = 0;
    var at = new Place(bytes);
    while (at.position < bytes.length) {
      if (count == keys.length) {
        keys = Arrays.copyOf(keys, 2 * count);
        lengths = Arrays.copyOf(lengths, 2 * count);
      }
      lengths[count] = at.length();
      keys[count] = at.position;
      at.position += lengths[count];
      int value = at.length();
      at.position += value;
      if (lengths[count] == 0) {
        throw new MalformedException("an entry without a key");
      }
      count++;
    }
    return new Chunk(bytes, Arrays.copyOf(keys, count), Arrays.copyOf(lengths, count));
  }

  int size() {
    return keys.length;
  }

  Entry entry(int number) {
    int key = keys[number];
    var value = new Place(bytes);
    value.position = key + keyLengths[number];
    int length = value.lengthOfSound();
    return new Entry(
        Arrays.copyOfRange(bytes, key, key + keyLengths[number]),
        Arrays.copyOfRange(bytes, value.position, value.position + length));
  }

  /** The number of the first entry at or above a key; {@link #size} if there is none. */
  int ceiling(byte[] key) {
    int low = 0;
    int high = keys.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int compared =
          Arrays.compareUnsigned(
              bytes, keys[middle], keys[middle] + keyLengths[middle], key, 0, key.length);
      if (compared < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  int weight() {
    return BYTES_BESIDE + bytes.length + 8 * keys.length;
  }

  /** A position among lengths and bytes. */
  private static final class Place {
    private final byte[] bytes;
    private int position;

    Place(byte[] bytes) {
      this.bytes = bytes;
    }

    /** Reads a length of bytes that are there. */
    int length() throws MalformedException {
      long length = 0;
      for (int shift = 0; shift < 35; shift += 7) {
        if (position == bytes.length) {
          throw new MalformedException("a chunk ends early");
        }
        byte next = bytes[position++];
        length |= (next & 0x7FL) << shift;
        if (next >= 0) {
          if (length > bytes.length - position) {
            throw new MalformedException("an entry is longer than its chunk");
          }
          return (int) length;
        }
      }
      throw new MalformedException("a length is too long");
    }

    /** The same of bytes that have been gone through before. */
    int lengthOfSound() {
      try {
        return length();
      } catch (MalformedException e) {
        throw new IllegalStateException("a chunk changed", e);
      }
    }
  }
}
