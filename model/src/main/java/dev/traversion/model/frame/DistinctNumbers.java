package dev.traversion.model.frame;

import java.util.Arrays;

/**
 * Numbers of which many are equal, but not neighbours: the distinct ones once, ascending, and for
 * each row which one, as bytes in which the compressor can find patterns.
 */
final class DistinctNumbers {
  private static final int LEAST_ROWS = 16;
  private static final int MAX_DISTINCT = 1 << 16;

  private DistinctNumbers() {}

  /**
   * Writes the column after its tag, unless that would take more than {@code otherBits}.
   *
   * @return whether it was written
   */
  static boolean write(ColumnSink out, int tag, long[] values, int n, double otherBits) {
    if (n < LEAST_ROWS || otherBits < 4.0 * n) {
      return false;
    }
    int limit = Math.min(MAX_DISTINCT, n / 2);
    var index = new LongIndex(64);
    var numbers = new long[limit];
    var numberOf = new int[n];
    var counts = new int[limit];
    int size = 0;
    for (int i = 0; i < n; i++) {
      int known = index.putIfAbsent(values[i], size);
      if (known < 0) {
        if (size == limit) {
          return false;
        }
        numbers[size] = values[i];
        known = size++;
      }
      numberOf[i] = known;
      counts[known]++;
    }
    double bits = size * otherBits / n + n * Log2.of(n);
    for (int i = 0; i < size; i++) {
      bits -= counts[i] * Log2.of(counts[i]);
    }
    if (bits >= otherBits) {
      return false;
    }
    var sorted = Arrays.copyOf(numbers, size);
    Arrays.sort(sorted);
    out.numbers.put(tag);
    out.numbers.putVarint(size);
    IntColumn.write(out, sorted, size, false);
    var ranks = new int[size];
    for (int i = 0; i < size; i++) {
      ranks[i] = Arrays.binarySearch(sorted, numbers[i]);
    }
    for (int i = 0; i < n; i++) {
      out.numbers.put(ranks[numberOf[i]]);
    }
    if (size > 256) {
      for (int i = 0; i < n; i++) {
        out.numbers.put(ranks[numberOf[i]] >> 8);
      }
    }
    return true;
  }

  static void read(ColumnSource in, long[] values, int n) {
    int size = in.numbers().getCount(n);
    var sorted = new long[size];
    IntColumn.read(in, sorted, size, false);
    var bytes = in.numbers().array();
    int low = in.numbers().skip(n);
    int high = size > 256 ? in.numbers().skip(n) : -1;
    for (int i = 0; i < n; i++) {
      int rank = (bytes[low + i] & 0xFF) | (high < 0 ? 0 : (bytes[high + i] & 0xFF) << 8);
      values[i] = sorted[ColumnSource.checkedIndex(rank, size)];
    }
  }
}
