package dev.traversion.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.function.Function;

/** Says loudly, beside the answer, what the answer lacks. */
public final class IncompletenessWarning {
  private static final int SHOWN = 5;

  private final Terminal terminal;

  public IncompletenessWarning(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Prints nothing when the answer is whole. */
  public void print(JsonNode answer) {
    JsonNode lacks = answer.path("completeness");
    if (!lacks.isObject()) {
      return;
    }
    terminal.err().println(terminal.alarm().bold(terminal.alarm().yellow("INCOMPLETE ANSWER")));
    part(lacks, "gaps", "lost from the journal", this::gap);
    part(lacks, "damaged", "damaged, not readable", IncompletenessWarning::frame);
    part(
        lacks,
        "silentMirrors",
        "did not answer, the newest events may be missing",
        IncompletenessWarning::mirror);
    if (lacks.path("timeBudgetSpent").asBoolean()) {
      say("the search stopped early, its time was up: ask for a shorter window");
    }
    if (lacks.path("beyondArchive").asBoolean()) {
      say("this is an archive of a window: what happened before or after is not in it");
    }
  }

  private void part(
      JsonNode lacks, String member, String what, Function<JsonNode, String> describe) {
    long total = lacks.path(member + "Total").asLong();
    int shown = 0;
    for (JsonNode item : lacks.path(member)) {
      if (shown == SHOWN) {
        break;
      }
      say(what + ": " + Ink.oneLine(describe.apply(item)));
      shown++;
    }
    if (total > shown) {
      say(what + ": " + Quantities.count(total - shown) + " more");
    }
  }

  private String gap(JsonNode gap) {
    JsonNode lost = gap.path("lost");
    if (lost.isMissingNode()) {
      return frame(gap);
    }
    Times times = terminal.times();
    return frame(gap)
        + " ("
        + Quantities.of(lost.path("events").asLong(), "event", "events")
        + " from "
        + times.plain(Instant.parse(lost.path("firstOccurredAt").asText()))
        + " to "
        + times.plain(Instant.parse(lost.path("lastOccurredAt").asText()))
        + ")";
  }

  private static String frame(JsonNode item) {
    return "frame " + item.path("sequenceNr").asText() + " of " + mirror(item);
  }

  private static String mirror(JsonNode item) {
    return item.path("service").asText() + " lane " + item.path("lane").asText();
  }

  private void say(String line) {
    terminal.err().println("  " + terminal.alarm().yellow(line));
  }
}
