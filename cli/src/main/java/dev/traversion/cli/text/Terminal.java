package dev.traversion.cli.text;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where answers are shown, and to whom.
 *
 * @param out answers
 * @param err what must not get lost in a pipe: errors, incompleteness, hints
 * @param columns width of the terminal that {@code out} is; empty when it is a file or a pipe
 * @param ink colours for {@code out}
 * @param alarm colours for {@code err}
 * @param unicode whether more than ASCII can be drawn
 * @param zone of the person who reads
 * @param clock of the person who reads
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    OptionalInt columns,
    Ink ink,
    Ink alarm,
    boolean unicode,
    ZoneId zone,
    InstantSource clock) {

  /** The terminal of this process; the launcher says in system properties what it is. */
  public static Terminal ofProcess(Map<String, String> environment) {
    int columns = Integer.getInteger("traversion.columns", 0);
    boolean mayColour =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        columns > 0 ? OptionalInt.of(Math.max(columns, 60)) : OptionalInt.empty(),
        columns > 0 && mayColour ? Ink.COLOURED : Ink.PLAIN,
        Boolean.getBoolean("traversion.stderr-is-terminal") && mayColour ? Ink.COLOURED : Ink.PLAIN,
        drawsUnicode(environment),
        ZoneId.systemDefault(),
        InstantSource.system());
  }

  /** JSON is UTF-8 whatever the locale says, so everything is. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  private static boolean drawsUnicode(Map<String, String> environment) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String locale = environment.getOrDefault(name, "");
      if (!locale.isEmpty()) {
        String lower = locale.toLowerCase(Locale.ROOT);
        return lower.contains("utf-8") || lower.contains("utf8");
      }
    }
    return false;
  }

  /** Times as this terminal's reader sees them. */
  public Times times() {
    return new Times(zone, clock.instant());
  }

  /** One of two ways to draw the same. */
  public String glyph(String fine, String ascii) {
    return unicode ? fine : ascii;
  }

  public String cross() {
    return glyph("✗", "x");
  }

  public String arrow() {
    return glyph("→", "->");
  }

  /** Cut to a width, visibly. */
  public String cut(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    String ellipsis = glyph("…", "..");
    int keep = Math.max(0, width - ellipsis.length());
    if (keep > 0 && Character.isHighSurrogate(text.charAt(keep - 1))) {
      keep--;
    }
    return text.substring(0, keep) + ellipsis;
  }

  public void line(String text) {
    out.println(text.stripTrailing());
  }

  public void flush() {
    out.flush();
    err.flush();
  }
}
