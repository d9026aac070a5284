package dev.traversion.model.time;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How people and programs write an instant: RFC 3339 with up to nine fraction digits, e.g. {@code
 * 2026-01-01T03:46:00.5+01:00}, or a time before now: {@code now}, {@code -90s}, {@code -5m},
 * {@code -2h}, {@code -1d}, and several units from large to small, e.g. {@code -1h30m}. Units: d,
 * h, m, s, ms.
 */
public final class TimeExpression {
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "(\\d{4})-(\\d{2})-(\\d{2})[Tt](\\d{2}):(\\d{2}):(\\d{2})(?:\\.(\\d+))?"
              + "([Zz]|[+-]\\d{2}:\\d{2})?");
  private static final Pattern RELATIVE =
      Pattern.compile("-(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final Pattern PLUS_LOST =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)? \\d{2}:\\d{2}");
  private static final int LONGEST = 64;
  private static final int MAX_FRACTION_DIGITS = 9;

  private TimeExpression() {}

  /**
   * Reads an instant.
   *
   * @param now what relative times are relative to
   * @return an instant within the range of {@link EpochNanos}
   * @throws IllegalArgumentException if the text is none; the message says what is wrong with it
   */
  public static Instant parse(String text, Instant now) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("longer than " + LONGEST + " characters");
    }
    if (text.equals("now")) {
      return now;
    }
    var instant = text.startsWith("-") ? relative(text, now) : absolute(text);
    try {
      EpochNanos.of(instant);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "outside of 1677-09-21T00:12:43.145224192Z to 2262-04-11T23:47:16.854775807Z", e);
    }
    return instant;
  }

  private static Instant relative(String text, Instant now) {
    var matcher = RELATIVE.matcher(text);
    if (!matcher.matches() || text.length() == 1) {
      throw new IllegalArgumentException(
          "a time before now is written as a number and a unit (d, h, m, s, ms), large units"
              + " first, such as -5m or -1h30m");
    }
    try {
      var back =
          Duration.ofDays(amount(matcher, 1))
              .plusHours(amount(matcher, 2))
              .plusMinutes(amount(matcher, 3))
              .plusSeconds(amount(matcher, 4))
              .plusMillis(amount(matcher, 5));
      return now.minus(back);
    } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException("reaches further back than can be told", e);
    }
  }

  private static long amount(Matcher matcher, int group) {
    var digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static Instant absolute(String text) {
    var matcher = RFC_3339.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          PLUS_LOST.matcher(text).matches()
              ? "the '+' of the offset became a space: in a URL, write it as %2B"
              : "neither RFC 3339, such as 2026-01-01T03:46:00Z, nor a time before now, such as"
                  + " -5m");
    }
    var offset = matcher.group(8);
    if (offset == null) {
      throw new IllegalArgumentException(
          "has no offset: end it with Z, or with +01:00 or the like");
    }
    var fraction = matcher.group(7);
    if (fraction != null && fraction.length() > MAX_FRACTION_DIGITS) {
      throw new IllegalArgumentException(
          "has more than nine fraction digits; nanoseconds are the finest");
    }
    try {
      return LocalDateTime.of(
              number(matcher, 1),
              number(matcher, 2),
              number(matcher, 3),
              number(matcher, 4),
              number(matcher, 5),
              number(matcher, 6),
              nanos(fraction))
          .toInstant(ZoneOffset.of(offset.toUpperCase(Locale.ROOT)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no such time: " + e.getMessage(), e);
    }
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static int nanos(@Nullable String fraction) {
    return fraction == null
        ? 0
        : Integer.parseInt(fraction + "0".repeat(MAX_FRACTION_DIGITS - fraction.length()));
  }
}
