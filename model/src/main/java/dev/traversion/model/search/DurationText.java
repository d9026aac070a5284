package dev.traversion.model.search;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a duration is written: a number and a unit, {@code 200ms}, {@code 1.5s}. */
final class DurationText {
  static final String WANTED = "a duration such as 200ms (units: ns, us, ms, s, m, h)";

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)(ns|us|µs|ms|s|m|h)");

  /** The units, largest first. */
  private enum Unit {
    H(3_600_000_000_000L),
    M(60_000_000_000L),
    S(1_000_000_000L),
    MS(1_000_000L),
    US(1_000L),
    NS(1L);

    final long nanos;

    Unit(long nanos) {
      this.nanos = nanos;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private DurationText() {}

  /** Nanoseconds; empty where the text is no duration, or is one beyond 292 years. */
  static Optional<Long> parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    var nanos =
        new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit(form.group(2)).nanos));
    return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? Optional.empty()
        : Optional.of(nanos.longValue());
  }

  /** As {@link #parse} reads it, in the largest unit that leaves no fraction. */
  static String of(long nanos) {
    var unit = Unit.H;
    for (var smaller : Unit.values()) {
      if (nanos % unit.nanos != 0) {
        unit = smaller;
      }
    }
    return nanos / unit.nanos + unit.text();
  }

  private static Unit unit(String text) {
    return text.equals("µs") ? Unit.US : Unit.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
