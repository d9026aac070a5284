package dev.traversion.model.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Distinct sequences of bytes, numbered in order of appearance. */
final class BytesIndex {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final ByteSink pool = new ByteSink();
  private int[] ends = new int[64];
  private int[] hashes = new int[64];
  private int[] table = new int[256];
  private int size;

  int size() {
    return size;
  }

  byte[] array() {
    return pool.array();
  }

  int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  int length(int number) {
    return ends[number] - start(number);
  }

  /** All sequences one after the other. */
  ByteSink pool() {
    return pool;
  }

  /** The number of a sequence, a new one if it was not seen before. */
  int indexOf(ByteSink bytes) {
    int length = bytes.size();
    int hash = hash(bytes.array(), length);
    int slot = hash & (table.length - 1);
    while (table[slot] != 0) {
      int number = table[slot] - 1;
      int start = start(number);
      if (hashes[number] == hash
          && Arrays.equals(pool.array(), start, ends[number], bytes.array(), 0, length)) {
        return number;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    pool.putAll(bytes.array(), 0, length);
    ends[size] = pool.size();
    hashes[size] = hash;
    table[slot] = ++size;
    if (size * 2 > table.length) {
      grow();
    }
    return size - 1;
  }

  private static int hash(byte[] bytes, int length) {
    long hash = length;
    int at = 0;
    for (; at + 8 <= length; at += 8) {
      hash = (hash ^ (long) WORD.get(bytes, at)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    for (; at < length; at++) {
      hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
    }
    return (int) (hash ^ hash >>> 29);
  }

  private void grow() {
    table = new int[table.length * 2];
    for (int number = 0; number < size; number++) {
      int slot = hashes[number] & (table.length - 1);
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = number + 1;
    }
  }
}
