package dev.traversion.model.frame;

/** A column of doubles, kept bit by bit: NaNs with their payload, -0.0 as it is. */
final class RealColumn {
  private static final int DECIMAL_LIMIT = 9;
  private static final int RAW = 15;
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  /** The greatest integer below which every integer is a double. */
  private static final double EXACT = 1L << 53;

  private RealColumn() {}

  static void write(ColumnSink out, double[] values, int n) {
    if (n == 0) {
      return;
    }
    var whole = new long[n];
    for (int digits = 0; digits <= DECIMAL_LIMIT; digits++) {
      if (decimals(values, n, digits, whole)) {
        out.numbers.put(digits);
        IntColumn.write(out, whole, n);
        return;
      }
    }
    out.numbers.put(RAW);
    for (int i = 0; i < n; i++) {
      whole[i] = Double.doubleToRawLongBits(values[i]);
    }
    IntColumn.write(out, whole, n);
  }

  /** Whether every value is a decimal number of so many digits after the point. */
  private static boolean decimals(double[] values, int n, int digits, long[] whole) {
    for (int i = 0; i < n; i++) {
      double scaled = Math.rint(values[i] * POWERS[digits]);
      if (!(Math.abs(scaled) < EXACT)) {
        return false;
      }
      whole[i] = (long) scaled;
      if (Double.doubleToRawLongBits(whole[i] / POWERS[digits])
          != Double.doubleToRawLongBits(values[i])) {
        return false;
      }
    }
    return true;
  }

  static double[] read(ColumnSource in, int n) {
    var values = new double[n];
    if (n == 0) {
      return values;
    }
    int way = in.numbers().get();
    if (way != RAW && way > DECIMAL_LIMIT) {
      throw new MalformedColumnException("an unknown way of writing doubles");
    }
    var whole = IntColumn.read(in, n);
    for (int i = 0; i < n; i++) {
      values[i] = way == RAW ? Double.longBitsToDouble(whole[i]) : whole[i] / POWERS[way];
    }
    return values;
  }
}
