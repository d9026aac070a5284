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

@Command(name = "deployments", description = "Which versions were deployed when, newest first.")
final class DeploymentsCommand extends PagedQuestion {
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

  DeploymentsCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Request request() {
    return Request.api("deployments")
        .with("from", time("--from", from))
        .with("to", time("--to", to))
        .with("service", services);
  }

  @Override
  void show(JsonNode page, boolean first) {
    if (page.path("items").isEmpty()) {
      return;
    }
    List<Instant> instants = new ArrayList<>();
    page.path("items").forEach(item -> instants.add(EventText.occurredAt(item)));
    Times.Column times = times().column(instants);
    Table table =
        new Table()
            .left(times.heading())
            .left("")
            .elastic("SERVICE")
            .elastic("VERSION")
            .left("KNOWN BY");
    EventText text = new EventText(terminal);
    for (JsonNode item : page.path("items")) {
      Instant at = EventText.occurredAt(item);
      table.row(
          List.of(
              new Cell(times.of(at)),
              new Cell(times().ago(at), terminal.ink()::dim),
              new Cell(Ink.oneLine(item.path("service").asText()), terminal.ink()::bold),
              new Cell(text.describe(item)),
              new Cell(item.path("source").asText())));
    }
    table.print(terminal);
  }

  @Override
  String nothing(JsonNode page) {
    return "No deployments from "
        + times().plain(instant(page.path("from")))
        + " to "
        + times().plain(instant(page.path("to")))
        + ".";
  }
}
