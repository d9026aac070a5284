package dev.traversion.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.cli.api.Request;
import dev.traversion.cli.text.Ink;
import dev.traversion.cli.text.Quantities;
import dev.traversion.cli.text.Table;
import dev.traversion.cli.text.Table.Cell;
import dev.traversion.cli.text.Terminal;
import dev.traversion.cli.text.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "services", description = "The services that were seen, by name.")
final class ServicesCommand extends PagedQuestion {
  ServicesCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Request request() {
    return Request.api("services");
  }

  @Override
  void show(JsonNode page, boolean first) {
    if (page.path("items").isEmpty()) {
      return;
    }
    List<Instant> instants = new ArrayList<>();
    for (JsonNode service : page.path("items")) {
      instants.add(instant(service.path("firstOccurredAt")));
      instants.add(instant(service.path("lastOccurredAt")));
    }
    Times.Column times = times().column(instants);
    Table table =
        new Table()
            .elastic("SERVICE")
            .left("VERSION")
            .right("EVENTS")
            .right("LANES")
            .left("FIRST " + times.heading())
            .left("LAST")
            .left("");
    for (JsonNode service : page.path("items")) {
      Instant last = instant(service.path("lastOccurredAt"));
      table.row(
          List.of(
              new Cell(Ink.oneLine(service.path("service").asText()), terminal.ink()::bold),
              new Cell(Ink.oneLine(service.path("version").asText("-"))),
              new Cell(Quantities.count(service.path("events").asLong())),
              new Cell(service.path("lanes").asText()),
              new Cell(times.of(instant(service.path("firstOccurredAt")))),
              new Cell(times.of(last)),
              new Cell(times().ago(last), terminal.ink()::dim)));
    }
    table.print(terminal);
  }

  @Override
  String nothing(JsonNode page) {
    return "Nothing is recorded yet. ./traversion demo records a real shop.";
  }
}
