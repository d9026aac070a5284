package dev.traversion.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;

/**
 * Instants as the reader's local time, always with the offset from UTC nearby.
 *
 * @param zone the reader's
 * @param now the reader's
 */
public record Times(ZoneId zone, Instant now) {
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS xxx", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);

  /** Date, time, offset, and how long ago: {@code 2026-11-23 03:46:00.000 +01:00 (5m ago)}. */
  public String full(Instant instant) {
    return FULL.format(local(instant)) + " (" + ago(instant) + ")";
  }

  /** Date, time and offset. */
  public String plain(Instant instant) {
    return FULL.format(local(instant));
  }

  /** How a column of times is written: as briefly as is clear. */
  public Column column(Collection<Instant> instants) {
    boolean oneDay = instants.stream().map(this::day).distinct().limit(2).count() <= 1;
    boolean oneOffset =
        instants.stream().map(i -> OFFSET.format(local(i))).distinct().limit(2).count() <= 1;
    if (instants.isEmpty() || !oneOffset) {
      return new Column(FULL, "TIME");
    }
    ZonedDateTime sample = local(instants.iterator().next());
    return oneDay
        ? new Column(CLOCK, DAY.format(sample) + " " + OFFSET.format(sample))
        : new Column(
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT),
            "TIME " + OFFSET.format(sample));
  }

  /** A way to write times, and the heading that completes it. */
  public final class Column {
    private final DateTimeFormatter format;
    private final String heading;

    private Column(DateTimeFormatter format, String heading) {
      this.format = format;
      this.heading = heading;
    }

    /** The day and offset, or the offset. */
    public String heading() {
      return heading;
    }

    public String of(Instant instant) {
      return format.format(local(instant));
    }
  }

  /** {@code 12s ago}, {@code in 3m}, {@code now}. */
  public String ago(Instant instant) {
    Duration since = Duration.between(instant, now);
    if (since.abs().compareTo(Duration.ofSeconds(1)) < 0) {
      return "now";
    }
    return since.isNegative() ? "in " + coarse(since.negated()) : coarse(since) + " ago";
  }

  private static String coarse(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + "m" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + "s");
    }
    if (seconds < 48 * 3600) {
      return seconds / 3600 + "h" + (seconds / 60 % 60 == 0 ? "" : " " + seconds / 60 % 60 + "m");
    }
    return seconds / 86_400 + "d";
  }

  private LocalDate day(Instant instant) {
    return local(instant).toLocalDate();
  }

  private ZonedDateTime local(Instant instant) {
    return instant.atZone(zone);
  }
}
