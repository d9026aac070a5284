package dev.traversion.model.frame;

/**
 * A column of doubles, kept bit by bit: NaNs with their payload, -0.0 as it is.
 *
 * <p>Most doubles of telemetry are decimal numbers of few digits in disguise; these are written as
 * the integer that they are a power of ten apart from, when that gives back the very same bits.
 */
final class RealColumn {
  private static final int MAX_DIGITS = 9;
  private static final int MIXED = 14;
  private static final int RAW = 15;

  /** The number of digits in a mixed column that stands for "bits as they are". */
  private static final int NO_DECIMAL = MAX_DIGITS + 1;

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  /** The least integer above which not every integer is a double. */
  private static final double EXACT = 1L << 53;

  private RealColumn() {}

  static void write(ColumnSink out, double[] values, int n) {
    if (n == 0) {
      return;
    }
    var digits = new long[n];
    int most = 0;
    int decimals = 0;
    for (int i = 0; i < n; i++) {
      digits[i] = digits(values[i], i == 0 ? 0 : (int) digits[i - 1]);
      if (digits[i] != NO_DECIMAL) {
        decimals++;
        most = (int) Math.max(most, digits[i]);
      }
    }
    if (decimals == n && writeUniform(out, values, n, most)) {
      return;
    }
    if (decimals * 8 < n) {
      out.numbers.put(RAW);
      var bits = new long[n];
      for (int i = 0; i < n; i++) {
        bits[i] = Double.doubleToRawLongBits(values[i]);
      }
      IntColumn.write(out, bits, n);
      return;
    }
    out.numbers.put(MIXED);
    IntColumn.write(out, digits, n);
    var whole = new long[decimals];
    var bits = new long[n - decimals];
    int wholes = 0;
    int raws = 0;
    for (int i = 0; i < n; i++) {
      if (digits[i] == NO_DECIMAL) {
        bits[raws++] = Double.doubleToRawLongBits(values[i]);
      } else {
        whole[wholes++] = (long) Math.rint(values[i] * POWERS[(int) digits[i]]);
      }
    }
    IntColumn.write(out, whole, wholes);
    IntColumn.write(out, bits, raws);
  }

  private static boolean writeUniform(ColumnSink out, double[] values, int n, int digits) {
    var whole = new long[n];
    for (int i = 0; i < n; i++) {
      if (!isDecimal(values[i], digits)) {
        return false;
      }
      whole[i] = (long) Math.rint(values[i] * POWERS[digits]);
    }
    out.numbers.put(digits);
    IntColumn.write(out, whole, n);
    return true;
  }

  /** The least number of digits after the point that gives the value back; a guess speeds it up. */
  private static int digits(double value, int guess) {
    if (guess < NO_DECIMAL
        && isDecimal(value, guess)
        && (guess == 0 || !isDecimal(value, guess - 1))) {
      return guess;
    }
    for (int digits = 0; digits <= MAX_DIGITS; digits++) {
      if (isDecimal(value, digits)) {
        return digits;
      }
    }
    return NO_DECIMAL;
  }

  private static boolean isDecimal(double value, int digits) {
    double scaled = Math.rint(value * POWERS[digits]);
    return Math.abs(scaled) < EXACT
        && Double.doubleToRawLongBits((long) scaled / POWERS[digits])
            == Double.doubleToRawLongBits(value);
  }

  static double[] read(ColumnSource in, int n) {
    var values = new double[n];
    if (n == 0) {
      return values;
    }
    int way = in.numbers().get();
    if (way == MIXED) {
      readMixed(in, values);
      return values;
    }
    if (way != RAW && way > MAX_DIGITS) {
      throw new MalformedColumnException("an unknown way of writing doubles");
    }
    var whole = IntColumn.read(in, n);
    for (int i = 0; i < n; i++) {
      values[i] = way == RAW ? Double.longBitsToDouble(whole[i]) : whole[i] / POWERS[way];
    }
    return values;
  }

  private static void readMixed(ColumnSource in, double[] values) {
    var digits = IntColumn.read(in, values.length);
    int decimals = 0;
    for (long d : digits) {
      decimals += ColumnSource.checkedIndex(d, NO_DECIMAL + 1) == NO_DECIMAL ? 0 : 1;
    }
    var whole = IntColumn.read(in, decimals);
    var bits = IntColumn.read(in, values.length - decimals);
    int wholes = 0;
    int raws = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] =
          digits[i] == NO_DECIMAL
              ? Double.longBitsToDouble(bits[raws++])
              : whole[wholes++] / POWERS[(int) digits[i]];
    }
  }
}
