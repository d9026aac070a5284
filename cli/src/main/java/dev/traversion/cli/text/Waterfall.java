package dev.traversion.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A trace as an indented waterfall: callers above and left of what they called, each call with its
 * start, its duration and a bar on the common time scale; log lines and changes below the call that
 * made them.
 */
public final class Waterfall {
  private static final int LABEL_LEAST = 24;
  private static final int BAR_MOST = 48;
  private static final int WIDTH_OF_A_FILE = 140;
  private static final int DEEPEST_INDENT = 24;
  private static final Comparator<JsonNode> BY_TIME =
      Comparator.comparing(EventText::occurredAt).thenComparing(e -> e.path("id").asText());

  private record Line(int depth, String label, JsonNode event) {}

  private final Terminal terminal;
  private final EventText text;
  private final boolean bodies;
  private final List<JsonNode> roots = new ArrayList<>();
  private final Map<String, List<JsonNode>> below = new HashMap<>();
  private final Set<String> calls = new HashSet<>();
  private final Set<JsonNode> drawn = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Line> lines = new ArrayList<>();
  private long startNanos = Long.MAX_VALUE;
  private long endNanos = Long.MIN_VALUE;

  /**
   * @param bodies whether to show requests and responses below their calls
   */
  public Waterfall(Terminal terminal, JsonNode events, boolean bodies) {
    this.terminal = terminal;
    this.text = new EventText(terminal);
    this.bodies = bodies;
    List<JsonNode> sorted = new ArrayList<>();
    events.forEach(sorted::add);
    sorted.sort(BY_TIME);
    sorted.stream().filter(Waterfall::isCall).forEach(e -> calls.add(e.path("spanId").asText()));
    sorted.forEach(this::place);
    roots.forEach(root -> lay(root, 0));
    // calls that name each other as parents hang from no root: show them rather than nothing
    sorted.forEach(event -> lay(event, 0));
  }

  private static boolean isCall(JsonNode event) {
    return event.path("kind").asText().equals("call");
  }

  private void place(JsonNode event) {
    long start = nanos(event.path("occurredAt"));
    startNanos = Math.min(startNanos, start);
    endNanos = Math.max(endNanos, isCall(event) ? nanos(event.path("endedAt")) : start);
    String above = event.path(isCall(event) ? "parentSpanId" : "spanId").asText("");
    if (calls.contains(above)) {
      below.computeIfAbsent(above, _ -> new ArrayList<>()).add(event);
    } else {
      roots.add(event);
    }
  }

  private void lay(JsonNode event, int depth) {
    if (!drawn.add(event)) {
      return;
    }
    lines.add(new Line(depth, label(event), event));
    if (isCall(event)) {
      for (JsonNode child : below.getOrDefault(event.path("spanId").asText(), List.of())) {
        lay(child, depth + 1);
      }
    }
  }

  private String label(JsonNode event) {
    String service = Ink.oneLine(event.path("service").asText());
    if (isCall(event)) {
      String parent = event.path("parentSpanId").asText("");
      boolean orphan = !parent.isEmpty() && !calls.contains(parent);
      return service + "  " + text.callName(event) + (orphan ? "  (caller not recorded)" : "");
    }
    String sign =
        switch (event.path("kind").asText()) {
          case "entity-change", "config-change" -> "~ ";
          default -> terminal.glyph("· ", "* ");
        };
    return sign + text.describe(event);
  }

  public void print() {
    int width = terminal.columns().orElse(WIDTH_OF_A_FILE);
    int figures = 9 + 2 + 9 + 2;
    int longest =
        lines.stream()
            .filter(line -> isCall(line.event()))
            .mapToInt(line -> indent(line).length() + line.label().length())
            .max()
            .orElse(LABEL_LEAST);
    int bar = Math.clamp(width - figures - longest - 2, 16, BAR_MOST);
    int label = Math.clamp(width - figures - bar - 2, LABEL_LEAST, Math.max(longest, LABEL_LEAST));
    for (Line line : lines) {
      if (isCall(line.event())) {
        printCall(line, label, bar, width);
      } else {
        printOther(line, label, width);
      }
    }
  }

  private void printCall(Line line, int labelWidth, int barWidth, int width) {
    JsonNode call = line.event();
    boolean error = call.path("error").asBoolean();
    String label = terminal.cut(indent(line) + line.label(), labelWidth);
    long start = nanos(call.path("occurredAt"));
    long duration = call.path("durationNanos").asLong();
    String painted = error ? terminal.ink().red(label) : label;
    String drawn = bar(start - startNanos, duration, barWidth, error);
    terminal.line(
        painted
            + " ".repeat(labelWidth - label.length())
            + pad("+" + Quantities.duration(start - startNanos), 11)
            + pad(Quantities.duration(duration), 11)
            + "  "
            + (error ? terminal.ink().red(drawn) : terminal.ink().cyan(drawn)));
    String inner = indent(line) + "    ";
    text.failure(call)
        .ifPresent(
            reason ->
                terminal.line(
                    inner
                        + terminal
                            .ink()
                            .red(
                                terminal.cut(
                                    terminal.cross() + " " + reason, width - inner.length()))));
    if (bodies) {
      JsonNode exchange = call.path("exchange");
      printMessage("request  " + asked(exchange.path("request")), exchange.path("request"), inner);
      printMessage(
          "response " + exchange.path("response").path("status").asText(""),
          exchange.path("response"),
          inner);
    }
  }

  /** {@code POST /orders?dry=true}, as far as it was recorded. */
  private static String asked(JsonNode request) {
    String query = request.path("query").asText("");
    String where = request.path("path").asText(request.path("url").asText(""));
    return request.path("method").asText("") + " " + where + (query.isEmpty() ? "" : "?" + query);
  }

  private void printMessage(String title, JsonNode message, String indent) {
    if (message.isMissingNode()) {
      return;
    }
    String type = message.path("headers").path("content-type").path(0).asText("");
    String heading = title.strip() + (type.isEmpty() ? "" : "  " + type);
    terminal.line(indent + terminal.ink().dim(Ink.oneLine(heading)));
    if (message.has("body")) {
      Content.block(message.path("body")).forEach(line -> terminal.line(indent + "  " + line));
    }
  }

  private void printOther(Line line, int labelWidth, int width) {
    JsonNode event = line.event();
    String at = pad("+" + Quantities.duration(nanos(event.path("occurredAt")) - startNanos), 11);
    String label = terminal.cut(indent(line) + line.label(), width - at.length());
    boolean error = event.path("error").asBoolean();
    terminal.line(
        (error ? terminal.ink().red(label) : label)
            + " ".repeat(Math.max(0, labelWidth - label.length()))
            + terminal.ink().dim(at));
  }

  /** An error's bar is drawn differently, not only in another colour. */
  private String bar(long offset, long duration, int width, boolean error) {
    double scale = (double) width / Math.max(1, endNanos - startNanos);
    int from = Math.clamp((long) (offset * scale), 0, width - 1);
    int length = Math.clamp(Math.round(duration * scale), 1, width - from);
    String stroke = error ? terminal.glyph("▒", "!") : terminal.glyph("█", "=");
    return " ".repeat(from) + stroke.repeat(length);
  }

  private static String indent(Line line) {
    return "  ".repeat(Math.min(line.depth(), DEEPEST_INDENT));
  }

  private static String pad(String text, int width) {
    return " ".repeat(Math.max(1, width - text.length())) + text;
  }

  /** How long all of it took. */
  public long durationNanos() {
    return lines.isEmpty() ? 0 : endNanos - startNanos;
  }

  private static long nanos(JsonNode instant) {
    Duration sinceEpoch = Duration.between(Instant.EPOCH, Instant.parse(instant.asText()));
    return sinceEpoch.toNanos();
  }
}
