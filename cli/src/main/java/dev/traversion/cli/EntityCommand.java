package dev.traversion.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.cli.api.Request;
import dev.traversion.cli.text.Content;
import dev.traversion.cli.text.DeltaLines;
import dev.traversion.cli.text.EventText;
import dev.traversion.cli.text.FieldText;
import dev.traversion.cli.text.Ink;
import dev.traversion.cli.text.JsonDelta;
import dev.traversion.cli.text.Terminal;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "entity",
    description = {
      "One entity as it was at an instant; with --history, how it came to be so, newest change "
          + "first.",
      "The paging options are for --history."
    })
final class EntityCommand extends PagedQuestion {
  @Parameters(index = "0", paramLabel = "SERVICE", description = "Its service.")
  String service = "";

  @Parameters(
      index = "1",
      paramLabel = "TYPE/KEY",
      converter = EntityName.Converter.class,
      description = "The entity, e.g. order/42.")
  EntityName entity = new EntityName("", "");

  @Option(names = "--at", paramLabel = "TIME", description = "The instant. Default: now.")
  Optional<String> at = Optional.empty();

  @Option(names = "--history", description = "Its changes, up to --at or --to.")
  boolean history;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "With --history: from here on. Default: the beginning.")
  Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "With --history: up to here, exclusive. Default: now.")
  Optional<String> to = Optional.empty();

  EntityCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Request request() {
    if (!history && (from.isPresent() || to.isPresent())) {
      throw usage("--from and --to go with --history; one instant is --at");
    }
    if (history && at.isPresent() && to.isPresent()) {
      throw usage("--at and --to both end the history: give one");
    }
    return history
        ? Request.api("services", service, "entities", entity.type(), entity.key(), "history")
            .with("from", time("--from", from))
            .with("to", to.isPresent() ? time("--to", to) : time("--at", at))
        : Request.api("services", service, "entities", entity.type(), entity.key())
            .with("at", time("--at", at));
  }

  @Override
  boolean isEmpty(JsonNode page) {
    return history && super.isEmpty(page);
  }

  @Override
  void show(JsonNode page, boolean first) {
    if (history) {
      showHistory(page);
    } else {
      showState(page);
    }
  }

  private void showState(JsonNode answer) {
    JsonNode state = answer.path("entity");
    Ink ink = terminal.ink();
    String name = EventText.entityName(state) + " of " + answer.path("service").asText();
    terminal.line(ink.bold(Ink.oneLine(name)) + " at " + times().full(instant(answer.path("at"))));
    String version = state.path("serviceVersion").asText("");
    String trace = state.path("traceId").asText("");
    boolean deleted = state.path("deleted").asBoolean();
    terminal.line(
        (deleted ? ink.red("deleted") : "written")
            + " "
            + times().full(instant(state.path("changedAt")))
            + (version.isEmpty() ? "" : " by version " + Ink.oneLine(version))
            + (trace.isEmpty() ? "" : ", trace " + trace));
    if (!deleted) {
      Content.block(state.path("value")).forEach(terminal::line);
    }
  }

  private void showHistory(JsonNode page) {
    JsonNode items = page.path("items");
    for (int i = 0; i < items.size(); i++) {
      showChange(items.get(i), Optional.ofNullable(items.get(i + 1)), page.has("next"));
    }
  }

  private void showChange(JsonNode change, Optional<JsonNode> older, boolean olderElsewhere) {
    boolean deleted = change.path("deleted").asBoolean();
    boolean created = older.map(o -> o.path("deleted").asBoolean()).orElse(!olderElsewhere);
    String verb = deleted ? "deleted" : created && from.isEmpty() ? "created" : "written";
    String trace = change.path("traceId").asText("");
    Ink ink = terminal.ink();
    terminal.line(
        ink.bold(times().full(EventText.occurredAt(change)))
            + " "
            + verb
            + FieldText.by(change.path("writer"))
            + (trace.isEmpty() ? "" : ink.dim(", trace " + trace)));
    DeltaLines lines = new DeltaLines(terminal, "  ");
    if (deleted) {
      return;
    }
    if (older.isPresent() && !older.get().path("deleted").asBoolean()) {
      lines.print(
          JsonDelta.between(
              Content.comparable(older.get().path("value")),
              Content.comparable(change.path("value"))));
    } else {
      lines.plus(change.path("value"));
    }
  }

  @Override
  String nothing(JsonNode page) {
    return entity + " of " + service + " did not change in that window.";
  }
}
