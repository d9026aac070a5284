package dev.traversion.model.frame;

import java.util.Arrays;

/**
 * A column of 64-bit integers: times, counts, indexes, integer attributes.
 *
 * <p>The values are first made small: offset by the first one and divided by their greatest common
 * divisor (senders that know milliseconds send nanoseconds full of zeros). Then the cheapest of
 * three views is taken, as they are, deltas or deltas of deltas, and the cheapest of four ways to
 * write it. Everything wraps around at 64 bits, so that any value survives.
 */
final class IntColumn {
  private static final int CONSTANT = 0;
  private static final int RUNS = 1;
  private static final int BYTES = 2;
  private static final int CLASSED = 3;
  private static final int VARINTS = 4;
  private static final int DISTINCT = 5;

  /** Added to the way of writing: which view is written. */
  private static final int DELTA = 8;

  private static final int DELTA_OF_DELTA = 16;

  /** Added when the view is written zigzag instead of relative to its least value. */
  private static final int ZIGZAG = 32;

  /** Added when there is a divisor. */
  private static final int SCALED = 64;

  private static final int WAY = 7;
  private static final int VIEW = 24;

  private IntColumn() {}

  static void write(ColumnSink out, long[] values, int n) {
    write(out, values, n, true);
  }

  static void write(ColumnSink out, long[] values, int n, boolean mayNest) {
    if (n == 0) {
      return;
    }
    long first = values[0];
    long divisor = divisor(values, n);
    if (divisor == 0) {
      out.numbers.put(CONSTANT);
      out.numbers.putZigZag(first);
      return;
    }
    if (n <= 4) {
      out.numbers.put(VARINTS);
      for (int i = 0; i < n; i++) {
        out.numbers.putZigZag(i == 0 ? first : values[i] - values[i - 1]);
      }
      return;
    }
    var small = new long[n];
    for (int i = 0; i < n; i++) {
      small[i] = divisor == 1 ? values[i] - first : (values[i] - first) / divisor;
    }
    var view = View.cheapest(small, n);
    int scaled = divisor == 1 ? 0 : SCALED;
    if (mayNest && view.runs * 6L < n) {
      out.numbers.put(RUNS | view.flags | scaled);
      header(out, first, divisor, view);
      writeRuns(out, view);
      return;
    }
    int way = view.max >= 0 && view.max < 256 ? BYTES : CLASSED;
    if (way == CLASSED && mayNest && DistinctNumbers.write(out, DISTINCT, values, n, view.cost)) {
      return;
    }
    out.numbers.put(way | view.flags | scaled);
    header(out, first, divisor, view);
    for (int i = 0; i < view.n; i++) {
      long w = view.values[i];
      if (way == BYTES) {
        out.numbers.put((int) w);
      } else {
        int length = 64 - Long.numberOfLeadingZeros(w);
        out.numbers.put(length);
        if (length > 1) {
          out.bits.put(w, length - 1);
        }
      }
    }
  }

  private static void header(ColumnSink out, long first, long divisor, View view) {
    out.numbers.putZigZag(first);
    if (divisor != 1) {
      out.numbers.putVarint(divisor);
    }
    if ((view.flags & ZIGZAG) == 0) {
      out.numbers.putZigZag(view.base);
    }
  }

  private static void writeRuns(ColumnSink out, View view) {
    var heads = new long[view.runs];
    var lengths = new long[view.runs];
    int run = -1;
    for (int i = 0; i < view.n; i++) {
      if (i == 0 || view.values[i] != view.values[i - 1]) {
        heads[++run] = view.values[i];
      }
      lengths[run]++;
    }
    out.numbers.putVarint(view.runs);
    write(out, heads, view.runs, false);
    write(out, lengths, view.runs, false);
  }

  /** The greatest common divisor of all distances to the first value; 0 when they are all 0. */
  private static long divisor(long[] values, int n) {
    long first = values[0];
    long divisor = 0;
    for (int i = 1; i < n && divisor != 1; i++) {
      long distance = values[i] - first;
      if (distance == Long.MIN_VALUE) {
        return 1;
      }
      if (divisor == 0) {
        divisor = Math.abs(distance);
      } else if (distance % divisor != 0) {
        divisor = gcd(divisor, Math.abs(distance));
      }
    }
    return divisor;
  }

  private static long gcd(long a, long b) {
    long x = a;
    long y = b;
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }

  static long[] read(ColumnSource in, int n) {
    var values = new long[n];
    read(in, values, n, true);
    return values;
  }

  static void read(ColumnSource in, long[] values, int n, boolean mayNest) {
    if (n == 0) {
      return;
    }
    var numbers = in.numbers();
    int tag = numbers.get();
    int way = tag & WAY;
    if (way == CONSTANT) {
      Arrays.fill(values, 0, n, numbers.getZigZag());
      return;
    }
    if (way == VARINTS) {
      long value = 0;
      for (int i = 0; i < n; i++) {
        value += numbers.getZigZag();
        values[i] = value;
      }
      return;
    }
    if (way == DISTINCT) {
      if (!mayNest) {
        throw new MalformedColumnException("columns within columns");
      }
      DistinctNumbers.read(in, values, n);
      return;
    }
    long first = numbers.getZigZag();
    long divisor = (tag & SCALED) != 0 ? numbers.getVarint() : 1;
    boolean zigzag = (tag & ZIGZAG) != 0;
    long base = zigzag ? 0 : numbers.getZigZag();
    int skipped = (tag & VIEW) == 0 ? 0 : 1;
    int m = n - skipped;
    if (m <= 0) {
      throw new MalformedColumnException("a column of too few values");
    }
    switch (way) {
      case RUNS -> {
        if (!mayNest) {
          throw new MalformedColumnException("columns within columns");
        }
        readRuns(in, values, skipped, m);
      }
      case BYTES -> {
        int from = numbers.skip(m);
        var bytes = numbers.array();
        for (int i = 0; i < m; i++) {
          values[skipped + i] = bytes[from + i] & 0xFFL;
        }
      }
      case CLASSED -> {
        int from = numbers.skip(m);
        var bytes = numbers.array();
        for (int i = 0; i < m; i++) {
          int length = bytes[from + i] & 0xFF;
          if (length > 64) {
            throw new MalformedColumnException("a number of more than 64 bits");
          }
          values[skipped + i] =
              length < 2 ? length : in.bits().get(length - 1) | 1L << (length - 1);
        }
      }
      default -> throw new MalformedColumnException("an unknown way of writing numbers");
    }
    for (int i = skipped; i < n; i++) {
      long w = values[i];
      values[i] = zigzag ? (w >>> 1) ^ -(w & 1) : w + base;
    }
    integrate(values, n, tag & VIEW);
    for (int i = 0; i < n; i++) {
      values[i] = first + values[i] * divisor;
    }
  }

  private static void readRuns(ColumnSource in, long[] values, int from, int m) {
    int runs = in.numbers().getCount(m);
    var heads = new long[runs];
    var lengths = new long[runs];
    read(in, heads, runs, false);
    read(in, lengths, runs, false);
    int at = from;
    for (int run = 0; run < runs; run++) {
      if (lengths[run] < 1 || lengths[run] > from + m - at) {
        throw new MalformedColumnException("a run out of bounds");
      }
      Arrays.fill(values, at, at + (int) lengths[run], heads[run]);
      at += (int) lengths[run];
    }
    if (at != from + m) {
      throw new MalformedColumnException("runs that end early");
    }
  }

  /** Undoes the deltas. The first value of a small column is 0 by construction. */
  private static void integrate(long[] values, int n, int view) {
    switch (view) {
      case 0 -> {}
      case DELTA -> {
        values[0] = 0;
        for (int i = 1; i < n; i++) {
          values[i] += values[i - 1];
        }
      }
      case DELTA_OF_DELTA -> {
        values[0] = 0;
        long delta = 0;
        for (int i = 1; i < n; i++) {
          delta += values[i];
          values[i] = values[i - 1] + delta;
        }
      }
      default -> throw new MalformedColumnException("an unknown view of numbers");
    }
  }

  /**
   * One way to look at the small values: {@code n} numbers to be written as unsigned.
   *
   * @param max the greatest as a signed number; negative when one needs all 64 bits
   */
  private record View(long[] values, int n, int flags, long base, long max, int runs, double cost) {

    static View cheapest(long[] small, int n) {
      var best = of(small.clone(), n, 0);
      var deltas = differences(small, n);
      var delta = of(deltas.clone(), n - 1, DELTA);
      if (delta.cost < best.cost) {
        best = delta;
      }
      for (int i = n - 2; i > 0; i--) {
        deltas[i] -= deltas[i - 1];
      }
      var second = of(deltas, n - 1, DELTA_OF_DELTA);
      if (second.cost < best.cost) {
        best = second;
      }
      return best;
    }

    private static long[] differences(long[] small, int n) {
      var deltas = new long[n - 1];
      for (int i = 1; i < n; i++) {
        deltas[i - 1] = small[i] - small[i - 1];
      }
      return deltas;
    }

    /** Makes the numbers unsigned, in place, and estimates the bits that they will take. */
    private static View of(long[] values, int n, int view) {
      long min = values[0];
      for (int i = 1; i < n; i++) {
        min = Math.min(min, values[i]);
      }
      boolean zigzag = view != 0 && min < 0;
      long base = zigzag ? 0 : min;
      var histogram = new int[65];
      long raw = 0;
      long max = 0;
      boolean wide = false;
      int runs = 0;
      for (int i = 0; i < n; i++) {
        long v = values[i];
        long w = zigzag ? (v << 1) ^ (v >> 63) : v - base;
        values[i] = w;
        int length = 64 - Long.numberOfLeadingZeros(w);
        histogram[length]++;
        raw += Math.max(0, length - 1);
        wide |= w < 0;
        max = Math.max(max, w);
        if (i == 0 || w != values[i - 1]) {
          runs++;
        }
      }
      double cost = raw + n * Log2.of(n);
      for (int count : histogram) {
        cost -= count * Log2.of(count);
      }
      return new View(values, n, view | (zigzag ? ZIGZAG : 0), base, wide ? -1 : max, runs, cost);
    }
  }
}
