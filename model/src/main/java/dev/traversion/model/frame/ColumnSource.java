package dev.traversion.model.frame;

/**
 * The streams of one section, to be read in the order of writing.
 *
 * @param numbers see {@link ColumnSink#numbers}
 * @param bits see {@link ColumnSink#bits}
 * @param text see {@link ColumnSink#text}
 */
record ColumnSource(ByteSource numbers, BitSource bits, ByteSource text) {

  /** Checks a count that was read from a column, before anything of that size is allocated. */
  static int checkedTotal(long[] counts, int n) {
    long total = 0;
    for (int i = 0; i < n; i++) {
      if (counts[i] < 0 || counts[i] > FrameLimits.MAX_ITEMS) {
        throw new MalformedColumnException("a count out of bounds");
      }
      total += counts[i];
    }
    if (total > FrameLimits.MAX_ITEMS) {
      throw new MalformedColumnException("more items than a frame may hold");
    }
    return (int) total;
  }

  static int checkedIndex(long index, int size) {
    if (index < 0 || index >= size) {
      throw new MalformedColumnException("an index out of bounds");
    }
    return (int) index;
  }

  /** A whole number that must fit 32 bits, signed or unsigned. */
  static int checkedInt(long value) {
    if (value != (int) value) {
      throw new MalformedColumnException("a number out of bounds");
    }
    return (int) value;
  }
}
