package dev.traversion.journal.filter;

import dev.traversion.journal.search.Term;
import java.util.Arrays;

/** The distinct values of one column of a frame: a set of 32-bit hashes, open addressing. */
final class Column {
  private static final int SMALLEST = 8;
  private static final int SPREAD = 0x9e3779b9;

  private final long base;
  private final boolean ofMagnitudes;
  private int[] table = new int[SMALLEST];
  private int size;
  private boolean holdsZero;

  Column(Term.Of of, int keyHash) {
    base = Term.base(of, keyHash);
    ofMagnitudes = of == Term.Of.MAGNITUDE;
  }

  void add(int value) {
    if (value == 0) {
      holdsZero = true;
      return;
    }
    int i = (value * SPREAD) & (table.length - 1);
    while (table[i] != 0) {
      if (table[i] == value) {
        return;
      }
      i = (i + 1) & (table.length - 1);
    }
    table[i] = value;
    if (++size * 2 > table.length) {
      grow();
    }
  }

  int size() {
    return size + (holdsZero ? 1 : 0);
  }

  /** How the column is called where it is left out. */
  int code() {
    return Term.columnOf(base);
  }

  /** Writes the hashes of its terms from an index on; answers the index after the last. */
  int writeTo(int[] hashes, int from) {
    int at = from;
    if (holdsZero) {
      hashes[at++] = hash(0);
    }
    for (int value : table) {
      if (value != 0) {
        hashes[at++] = hash(value);
      }
    }
    return at;
  }

  private int hash(int value) {
    return ofMagnitudes ? Term.magnitudeHash(base, value) : Term.valueHash(base, value);
  }

  private void grow() {
    var before = table;
    table = new int[before.length * 2];
    size = 0;
    Arrays.stream(before).filter(value -> value != 0).forEach(this::add);
  }
}
