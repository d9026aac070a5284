package dev.traversion.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Differences as lines that begin with {@code -} and {@code +}. */
public final class DeltaLines {
  private static final int VALUE_WIDTH = 120;

  private final Terminal terminal;
  private final String indent;

  public DeltaLines(Terminal terminal, String indent) {
    this.terminal = terminal;
    this.indent = indent;
  }

  public void print(List<JsonDelta.Change> changes) {
    for (JsonDelta.Change change : changes) {
      String label = change.path().isEmpty() ? "" : change.path() + ": ";
      String before = change.removed() || !change.added() ? JsonText.line(change.before()) : "";
      String after = change.removed() ? "" : JsonText.line(change.after());
      int from = change.added() || change.removed() ? 0 : firstOfInterest(before, after);
      if (!change.added()) {
        minus(label + excerpt(before, from));
      }
      if (!change.removed()) {
        plus(label + excerpt(after, from));
      }
    }
  }

  public void minus(String text) {
    terminal.line(indent + terminal.ink().red("- " + text));
  }

  public void plus(String text) {
    terminal.line(indent + terminal.ink().green("+ " + text));
  }

  /** A whole value, line by line, as added. */
  public void plus(JsonNode content) {
    Content.block(content).forEach(this::plus);
  }

  /** A whole value, line by line, as removed. */
  public void minus(JsonNode content) {
    Content.block(content).forEach(this::minus);
  }

  /** Two long values that start alike are shown from shortly before where they part. */
  private static int firstOfInterest(String before, String after) {
    if (Math.max(before.length(), after.length()) <= VALUE_WIDTH) {
      return 0;
    }
    int same = 0;
    int least = Math.min(before.length(), after.length());
    while (same < least && before.charAt(same) == after.charAt(same)) {
      same++;
    }
    return same < VALUE_WIDTH / 2 ? 0 : same - VALUE_WIDTH / 6;
  }

  private String excerpt(String value, int from) {
    String tail = from == 0 ? value : terminal.glyph("…", "..") + value.substring(from);
    return terminal.cut(tail, VALUE_WIDTH);
  }
}
