package dev.traversion.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.cli.api.Request;
import dev.traversion.cli.text.Content;
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
    name = "entities",
    description = "The entities that a service had at an instant, in key order.")
final class EntitiesCommand extends PagedQuestion {
  @Parameters(index = "0", paramLabel = "SERVICE", description = "The service.")
  String service = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TYPE",
      description = "Only entities of this type.")
  Optional<String> type = Optional.empty();

  @Option(names = "--at", paramLabel = "TIME", description = "The instant. Default: now.")
  Optional<String> at = Optional.empty();

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Only those whose type/key holds this text, in upper or lower case.")
  Optional<String> search = Optional.empty();

  EntitiesCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Request request() {
    return Request.api("services", service, "entities")
        .with("at", time("--at", at))
        .with("type", type)
        .with("search", search);
  }

  @Override
  void show(JsonNode page, boolean first) {
    JsonNode items = page.path("items");
    if (first) {
      String name = Ink.oneLine(page.path("service").asText());
      terminal.line(
          terminal.ink().bold("entities of " + name)
              + " at "
              + times().full(instant(page.path("at"))));
    }
    if (items.isEmpty()) {
      return;
    }
    List<Instant> instants = new ArrayList<>();
    items.forEach(item -> instants.add(instant(item.path("changedAt"))));
    Times.Column times = times().column(instants);
    Table table = new Table().left("ENTITY").left("WRITTEN " + times.heading()).elastic("VALUE");
    for (JsonNode item : items) {
      table.row(
          List.of(
              new Cell(EventText.entityName(item), terminal.ink()::bold),
              new Cell(times.of(instant(item.path("changedAt")))),
              new Cell(Content.line(item.path("value")))));
    }
    table.print(terminal);
  }

  @Override
  String nothing(JsonNode page) {
    return "None then.";
  }
}
