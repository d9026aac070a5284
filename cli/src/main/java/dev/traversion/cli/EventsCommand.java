package dev.traversion.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.cli.api.Request;
import dev.traversion.cli.text.EventText;
import dev.traversion.cli.text.Ink;
import dev.traversion.cli.text.Table;
import dev.traversion.cli.text.Table.Cell;
import dev.traversion.cli.text.Terminal;
import dev.traversion.cli.text.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "events",
    description = "What happened in a window: calls, log lines, changes, deployments.")
final class EventsCommand extends PagedQuestion {
  private static final int WIDE_ENOUGH_FOR_TRACE_IDS = 132;

  @Parameters(
      paramLabel = "SEARCH",
      arity = "0..*",
      description = {
        "Only what fulfils a search, such as",
        "  'service:cart status:error duration>200ms \"connection reset\"'",
        "(in quotes of the shell; docs/search.md has the language)."
      })
  List<String> search = List.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Start of the window. Default: -15m.")
  Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "End of the window. Default: now.")
  Optional<String> to = Optional.empty();

  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      description = "Only of this service; may be given several times.")
  List<String> services = List.of();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      split = ",",
      completionCandidates = Kinds.class,
      description = "Only these kinds: ${COMPLETION-CANDIDATES}.")
  List<String> kinds = List.of();

  @Option(
      names = {"--errors", "--error"},
      description = "Only what reports a failure.")
  boolean errors;

  @Option(
      names = "--operation",
      paramLabel = "NAME",
      description = "Only calls of exactly this name.")
  Optional<String> operation = Optional.empty();

  @Option(names = "--trace", paramLabel = "ID", description = "Only of this trace.")
  Optional<String> trace = Optional.empty();

  @Option(names = "--entity", paramLabel = "TYPE/KEY", description = "Only changes of this entity.")
  Optional<String> entity = Optional.empty();

  @Option(names = "--oldest-first", description = "Ascending in time. Default: newest first.")
  boolean oldestFirst;

  /** The kinds of events, for completion. */
  static final class Kinds extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Kinds() {
      super(
          List.of(
              "call",
              "log",
              "measurement",
              "entity-change",
              "deployment",
              "config-change",
              "signal"));
    }
  }

  EventsCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Request request() {
    Request request =
        Request.api("events")
            .with("from", time("--from", from))
            .with("to", time("--to", to))
            .with("q", Optional.of(String.join(" ", search)).filter(text -> !text.isBlank()))
            .with("service", services)
            .with("kind", kinds)
            .with("operation", operation)
            .with("trace", trace)
            .with("entity", entity);
    request = errors ? request.with("error", "true") : request;
    return oldestFirst ? request.with("order", "asc") : request;
  }

  @Override
  void show(JsonNode page, boolean first) {
    JsonNode items = page.path("items");
    if (items.isEmpty()) {
      return;
    }
    List<Instant> instants = new ArrayList<>();
    items.forEach(event -> instants.add(EventText.occurredAt(event)));
    Times.Column times = times().column(instants);
    boolean ids = terminal.columns().orElse(Integer.MAX_VALUE) >= WIDE_ENOUGH_FOR_TRACE_IDS;
    Table table = new Table().left(times.heading()).left("SERVICE").left("KIND").elastic("WHAT");
    if (ids) {
      table.left("TRACE");
    }
    EventText text = new EventText(terminal);
    for (JsonNode event : items) {
      table.row(cells(event, times, text, ids), below(event, ids));
    }
    table.print(terminal);
  }

  private List<Cell> cells(JsonNode event, Times.Column times, EventText text, boolean ids) {
    boolean error = event.path("error").asBoolean();
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell(times.of(EventText.occurredAt(event))));
    cells.add(new Cell(Ink.oneLine(event.path("service").asText())));
    cells.add(new Cell(event.path("kind").asText()));
    cells.add(Cell.of(text.describe(event), error, terminal.ink()::red));
    if (ids) {
      cells.add(new Cell(event.path("traceId").asText(""), terminal.ink()::dim));
    }
    return cells;
  }

  /** Where there is no room for trace ids, errors still tell theirs: they are asked for next. */
  private String below(JsonNode event, boolean ids) {
    String trace = event.path("traceId").asText("");
    return ids || trace.isEmpty() || !event.path("error").asBoolean()
        ? ""
        : terminal.ink().dim("    " + terminal.glyph("↳", "\\_") + " trace " + trace);
  }

  @Override
  String nothing(JsonNode page) {
    return "No such events from "
        + times().plain(instant(page.path("from")))
        + " to "
        + times().plain(instant(page.path("to")))
        + ".";
  }
}
