package dev.traversion.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An instant as people name it: {@code -5m}, {@code now} and RFC 3339 go to the server as they are
 * (it resolves them all against one now); a local clock time such as {@code 3:46}, perhaps after a
 * date, becomes RFC 3339. Without a date it is the latest such time that is past.
 */
final class TimeArgument {
  private static final Pattern LOCAL =
      Pattern.compile(
          "(?:(\\d{4}-\\d{2}-\\d{2})[T ])?(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?");

  private TimeArgument() {}

  /**
   * What to send to the server.
   *
   * @throws DateTimeException if it looks like a clock time but is none
   */
  static String resolve(String argument, ZonedDateTime now) {
    Matcher local = LOCAL.matcher(argument.strip());
    if (!local.matches()) {
      return argument.strip();
    }
    LocalTime time =
        LocalTime.of(
            Integer.parseInt(local.group(2)),
            Integer.parseInt(local.group(3)),
            local.group(4) == null ? 0 : Integer.parseInt(local.group(4)),
            local.group(5) == null
                ? 0
                : Integer.parseInt(local.group(5) + "0".repeat(9 - local.group(5).length())));
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        local.group(1) == null
            ? latest(time, now)
            : LocalDate.parse(local.group(1)).atTime(time).atZone(now.getZone()));
  }

  private static ZonedDateTime latest(LocalTime time, ZonedDateTime now) {
    ZoneId zone = now.getZone();
    ZonedDateTime today = now.toLocalDate().atTime(time).atZone(zone);
    return today.isAfter(now)
        ? now.toLocalDate().minus(1, ChronoUnit.DAYS).atTime(time).atZone(zone)
        : today;
  }
}
