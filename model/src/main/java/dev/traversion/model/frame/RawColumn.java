package dev.traversion.model.frame;

/** A column of 64-bit words that look random, such as ids: stored as they are. */
final class RawColumn {
  private static final int WORDS = 0;
  private static final int NUMBERS = 1;

  private RawColumn() {}

  static void write(ColumnSink out, long[] values, int n) {
    if (n == 0) {
      return;
    }
    long used = 0;
    for (int i = 0; i < n; i++) {
      used += 64 - Long.numberOfLeadingZeros(values[i]);
    }
    // random words use 63 bits on average; anything well below is no random id
    if (used < 56L * n) {
      out.numbers.put(NUMBERS);
      IntColumn.write(out, values, n);
      return;
    }
    out.numbers.put(WORDS);
    for (int i = 0; i < n; i++) {
      out.bits.put(values[i], 64);
    }
  }

  static long[] read(ColumnSource in, int n) {
    if (n == 0) {
      return new long[0];
    }
    int way = in.numbers().get();
    if (way == NUMBERS) {
      return IntColumn.read(in, n);
    }
    if (way != WORDS) {
      throw new MalformedColumnException("an unknown way of writing ids");
    }
    var values = new long[n];
    for (int i = 0; i < n; i++) {
      values[i] = in.bits().get(64);
    }
    return values;
  }
}
