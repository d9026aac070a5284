package dev.traversion.model.search;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** A number in a query; whole ones are exact over the range of {@code long}. */
public sealed interface Bound {
  record Whole(long number) implements Bound {}

  record Real(double number) implements Bound {}

  Pattern WHOLE = Pattern.compile("[+-]?\\d{1,19}");
  Pattern REAL =
      Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,4})?");

  /** Reads {@code 42}, {@code -0.5}, {@code 1e6}; empty where the text is no finite number. */
  static Optional<Bound> parse(String text) {
    if (WHOLE.matcher(text).matches()) {
      var number = new BigInteger(text);
      if (number.bitLength() < Long.SIZE) {
        return Optional.of(new Whole(number.longValue()));
      }
    }
    if (!REAL.matcher(text).matches()) {
      return Optional.empty();
    }
    double number = Double.parseDouble(text);
    return Double.isFinite(number) ? Optional.of(new Real(number)) : Optional.empty();
  }

  /** As {@code compare(number, this)}. */
  default int orderOf(long number) {
    return switch (this) {
      case Whole(var bound) -> Long.compare(number, bound);
      case Real(var bound) -> Double.compare((double) number, bound + 0.0);
    };
  }

  /** As {@code compare(number, this)}; 0.0 and -0.0 are equal. */
  default int orderOf(double number) {
    return Double.compare(number + 0.0, toDouble());
  }

  default double toDouble() {
    return switch (this) {
      case Whole(var bound) -> (double) bound;
      case Real(var bound) -> bound + 0.0;
    };
  }

  /** As {@link #parse} reads it. */
  default String text() {
    return switch (this) {
      case Whole(var number) -> Long.toString(number);
      case Real(var number) -> Double.toString(number);
    };
  }
}
