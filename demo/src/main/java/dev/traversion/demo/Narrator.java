package dev.traversion.demo;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Tells the story on the terminal, each line with its time. */
final class Narrator {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private final PrintStream out;
  private final InstantSource clock;

  Narrator(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** Something that happened, with the time at which it did. */
  @FormatMethod
  synchronized void tell(@FormatString String format, Object... values) {
    out.println(CLOCK.format(clock.instant()) + "  " + format.formatted(values));
    out.flush();
  }

  /** A line below the one before. */
  @FormatMethod
  synchronized void add(@FormatString String format, Object... values) {
    out.println("          " + format.formatted(values));
    out.flush();
  }

  synchronized void blank() {
    out.println();
    out.flush();
  }

  Duration since(Instant start) {
    return Duration.between(start, clock.instant());
  }
}
