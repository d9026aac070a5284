package dev.traversion.model.frame;

import java.util.Arrays;

/** A hash table from words to small numbers. */
final class LongIndex {
  private long[] keys;
  private int[] values;
  private int size;
  private int mask;

  LongIndex(int expected) {
    int capacity = Integer.highestOneBit(Math.max(8, expected)) << 2;
    keys = new long[capacity];
    values = new int[capacity];
    Arrays.fill(values, -1);
    mask = capacity - 1;
  }

  /** The number of a key; -1 when it has none. */
  int get(long key) {
    return values[slot(key)];
  }

  /** Gives a key its number unless it has one; returns the one it had, or -1. */
  int putIfAbsent(long key, int value) {
    int slot = slot(key);
    int known = values[slot];
    if (known >= 0) {
      return known;
    }
    keys[slot] = key;
    values[slot] = value;
    if (++size * 2 > keys.length) {
      grow();
    }
    return -1;
  }

  private int slot(long key) {
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 33) & mask;
    while (values[slot] >= 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    var oldKeys = keys;
    var oldValues = values;
    keys = new long[oldKeys.length * 2];
    values = new int[oldKeys.length * 2];
    Arrays.fill(values, -1);
    mask = keys.length - 1;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] >= 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
