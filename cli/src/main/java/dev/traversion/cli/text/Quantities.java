package dev.traversion.cli.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Durations and counts, in three digits where more would not help. */
public final class Quantities {
  private Quantities() {}

  /** {@code 850 ns}, {@code 12.3 ms}, {@code 1.2 s}, {@code 3m 20s}. */
  public static String duration(long nanos) {
    if (nanos < 0) {
      return "-" + duration(-nanos);
    }
    if (nanos == 0) {
      return "0";
    }
    if (nanos < 1_000) {
      return nanos + " ns";
    }
    if (nanos < 999_500) {
      return digits(nanos / 1e3) + " µs";
    }
    if (nanos < 999_500_000) {
      return digits(nanos / 1e6) + " ms";
    }
    if (nanos < 60_000_000_000L) {
      return digits(nanos / 1e9) + " s";
    }
    long seconds = nanos / 1_000_000_000;
    long rest = seconds % 60;
    if (seconds < 3600) {
      return seconds / 60 + "m" + (rest == 0 ? "" : " " + rest + "s");
    }
    long minutes = seconds / 60 % 60;
    return seconds / 3600 + "h" + (minutes == 0 ? "" : " " + minutes + "m");
  }

  /** Three significant digits, without zeros at the end of a fraction. */
  public static String digits(double value) {
    int fraction = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return BigDecimal.valueOf(value)
        .setScale(fraction, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** With thousands separated. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A share of one as per cent. */
  public static String percent(double share) {
    return share == 0 ? "0 %" : digits(share * 100) + " %";
  }

  /** {@code 1 call}, {@code 2 calls}. */
  public static String of(long count, String one, String many) {
    return count(count) + " " + (count == 1 ? one : many);
  }
}
