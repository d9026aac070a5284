package dev.traversion.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.cli.api.NotTraversionException;
import dev.traversion.cli.api.ProblemException;
import dev.traversion.cli.api.Reply;
import dev.traversion.cli.api.Request;
import dev.traversion.cli.api.Server;
import dev.traversion.cli.api.ServerUnreachableException;
import dev.traversion.cli.text.DeviationText;
import dev.traversion.cli.text.EventText;
import dev.traversion.cli.text.FieldText;
import dev.traversion.cli.text.Ink;
import dev.traversion.cli.text.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A step along the time line. */
abstract class StepCommand extends Question {
  /** What can be stepped to, for completion. */
  static final class Targets extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Targets() {
      super(List.of("event", "error", "deployment", "config-change", "field-change", "anomaly"));
    }
  }

  /** The widths of buckets, for completion. */
  static final class Levels extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Levels() {
      super(List.of("1ms", "10ms", "100ms", "1s", "10s", "1m", "10m", "1h", "1d"));
    }
  }

  @Command(
      name = "next",
      description = "The next event, error, deployment, change of a field, or anomaly.")
  static final class Next extends StepCommand {
    Next(Terminal terminal) {
      super(terminal, "next");
    }
  }

  @Command(
      name = "previous",
      description = "The previous event, error, deployment, change of a field, or anomaly.")
  static final class Previous extends StepCommand {
    Previous(Terminal terminal) {
      super(terminal, "previous");
    }
  }

  @Parameters(
      paramLabel = "WHAT",
      defaultValue = "event",
      completionCandidates = Targets.class,
      description = "What to step to: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  String what = "event";

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Where to start: a time, or the place that the step before ended with. "
              + "Default: now.")
  Optional<String> from = Optional.empty();

  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      description = "Only of this service; may be given several times.")
  List<String> services = List.of();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      split = ",",
      completionCandidates = EventsCommand.Kinds.class,
      description = "Only these kinds: ${COMPLETION-CANDIDATES}.")
  List<String> kinds = List.of();

  @Option(
      names = "--operation",
      paramLabel = "NAME",
      description = "Only calls of exactly this name.")
  Optional<String> operation = Optional.empty();

  @Option(names = "--trace", paramLabel = "ID", description = "Only of this trace.")
  Optional<String> trace = Optional.empty();

  @Option(
      names = "--entity",
      paramLabel = "TYPE/KEY",
      description = "Only changes of this entity; field-change needs it, and --service.")
  Optional<String> entity = Optional.empty();

  @Option(
      names = "--field",
      paramLabel = "FIELD",
      description = "With field-change: the field, e.g. total, or items/0/price. Default: any.")
  Optional<String> field = Optional.empty();

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      completionCandidates = Levels.class,
      description = {
        "With anomaly: how long the stretches are that are compared with those before:",
        "  ${COMPLETION-CANDIDATES}. Default: 1m."
      })
  Optional<String> level = Optional.empty();

  private final String direction;

  StepCommand(Terminal terminal, String direction) {
    super(terminal);
    this.direction = direction;
  }

  @Override
  int ask(Server asked)
      throws ServerUnreachableException, ProblemException, NotTraversionException {
    Reply reply =
        get(
            asked,
            Request.api("navigate")
                .with("direction", direction)
                .with("what", what)
                .with("from", time("--from", from))
                .with("service", services)
                .with("kind", kinds)
                .with("operation", operation)
                .with("trace", trace)
                .with("entity", entity)
                .with("path", field.map(FieldText::pointer))
                .with("level", level));
    JsonNode step = reply.json();
    boolean found = !step.path("items").isEmpty() || step.has("anomaly");
    if (json) {
      printJson(reply);
    } else if (step.has("anomaly")) {
      showAnomaly(step);
    } else if (found) {
      show(step);
    } else {
      hint(nothing(step));
    }
    return found ? ExitCode.OK : ExitCode.NOTHING_FOUND;
  }

  private void show(JsonNode step) {
    JsonNode event = step.path("items").path(0);
    Ink ink = terminal.ink();
    String text = new EventText(terminal).describe(event);
    terminal.line(
        ink.bold(times().full(instant(step.path("at"))))
            + " "
            + Ink.oneLine(event.path("service").asText())
            + " "
            + event.path("kind").asText());
    terminal.line("  " + (event.path("error").asBoolean() ? ink.red(text) : text));
    JsonNode change = step.path("change");
    if (change.isObject()) {
      terminal.line(
          "  "
              + FieldText.name(change.path("path").asText())
              + ": "
              + FieldText.value(change.path("before"))
              + " "
              + terminal.arrow()
              + " "
              + FieldText.value(change.path("after")));
    }
    String trace = event.path("traceId").asText("");
    if (!trace.isEmpty()) {
      terminal.line(ink.dim("  trace " + trace));
    }
    hint("Go on with --from " + step.path("place").asText());
  }

  private void showAnomaly(JsonNode step) {
    JsonNode anomaly = step.path("anomaly");
    terminal.line(
        terminal.ink().bold(times().full(instant(step.path("at"))))
            + " "
            + Ink.oneLine(anomaly.path("service").asText())
            + " was unlike before for "
            + anomaly.path("level").asText());
    for (JsonNode deviation : anomaly.path("deviations")) {
      terminal.line("  " + DeviationText.of(deviation));
    }
    hint("Go on with --from " + step.path("place").asText());
  }

  private String nothing(JsonNode step) {
    String start = times().plain(instant(step.path("from")));
    return step.has("searchedTo")
        ? "None found in time; go on with --from " + step.path("searchedTo").asText()
        : "There is no "
            + (direction.equals("next") ? "later" : "earlier")
            + " one than "
            + start
            + ".";
  }
}
