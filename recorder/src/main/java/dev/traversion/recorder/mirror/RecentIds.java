package dev.traversion.recorder.mirror;

import dev.traversion.model.event.EventId;

/**
 * Remembers the ids of the latest events, exactly, in bounded memory.
 *
 * <p>Two generations of open-addressed tables of word pairs: new ids go to the young one; when it
 * holds half of the capacity it becomes the old one, and what was old is forgotten. So at least the
 * latest {@code capacity / 2} ids are known. 32 bytes an id at most, none of it garbage.
 */
final class RecentIds {
  private final int generationCapacity;
  private Generation young = new Generation();
  private Generation old = new Generation();

  /**
   * @param capacity how many ids to hold at most, at least 2
   */
  RecentIds(int capacity) {
    if (capacity < 2) {
      throw new IllegalArgumentException("capacity must be at least 2: " + capacity);
    }
    this.generationCapacity = capacity / 2;
  }

  /** Remembers an id; false if it was known already. */
  boolean add(EventId id) {
    if (contains(id)) {
      return false;
    }
    if (young.size == generationCapacity) {
      old = young;
      young = new Generation();
    }
    young.add(id.high(), id.low());
    return true;
  }

  boolean contains(EventId id) {
    return young.contains(id.high(), id.low()) || old.contains(id.high(), id.low());
  }

  int size() {
    return young.size + old.size;
  }

  private static final class Generation {
    private long[] words = new long[2 * 64];
    private int size;
    private boolean holdsZero;

    boolean contains(long high, long low) {
      if ((high | low) == 0) {
        return holdsZero;
      }
      int slot = slot(words, high, low);
      return (words[slot] | words[slot + 1]) != 0;
    }

    void add(long high, long low) {
      size++;
      if ((high | low) == 0) {
        holdsZero = true;
        return;
      }
      if (size * 2 > words.length / 2) {
        grow();
      }
      int slot = slot(words, high, low);
      words[slot] = high;
      words[slot + 1] = low;
    }

    /** Where the pair stands, or the free slot where it would. An all-zero pair means free. */
    private static int slot(long[] table, long high, long low) {
      int mask = table.length / 2 - 1;
      long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L;
      int at = (int) (mixed >>> 32) & mask;
      while (true) {
        long first = table[2 * at];
        long second = table[2 * at + 1];
        if ((first | second) == 0 || (first == high && second == low)) {
          return 2 * at;
        }
        at = (at + 1) & mask;
      }
    }

    private void grow() {
      var larger = new long[words.length * 2];
      for (int i = 0; i < words.length; i += 2) {
        if ((words[i] | words[i + 1]) != 0) {
          int slot = slot(larger, words[i], words[i + 1]);
          larger[slot] = words[i];
          larger[slot + 1] = words[i + 1];
        }
      }
      words = larger;
    }
  }
}
