package dev.traversion.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.traversion.cli.text.Ink;
import dev.traversion.cli.text.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.OptionalInt;

/** A person in Berlin at 03:47 who types a command. */
final class Session {
  static final Instant NOW = Instant.parse("2026-11-23T02:47:00Z");

  /** How it went. */
  record Outcome(int exit, String out, String err) {}

  private OptionalInt columns = OptionalInt.of(100);
  private Ink ink = Ink.PLAIN;
  private boolean unicode = true;

  Session columns(int columns) {
    this.columns = OptionalInt.of(columns);
    return this;
  }

  Session intoAPipe() {
    this.columns = OptionalInt.empty();
    return this;
  }

  Session coloured() {
    this.ink = Ink.COLOURED;
    return this;
  }

  Session ascii() {
    this.unicode = false;
    return this;
  }

  Outcome types(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, false, UTF_8),
            columns,
            ink,
            ink,
            unicode,
            ZoneId.of("Europe/Berlin"),
            InstantSource.fixed(NOW));
    int exit = Traversion.run(terminal, args);
    terminal.flush();
    return new Outcome(exit, out.toString(UTF_8), err.toString(UTF_8));
  }
}
