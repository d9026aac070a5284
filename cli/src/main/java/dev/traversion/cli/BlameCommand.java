package dev.traversion.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.cli.api.NotTraversionException;
import dev.traversion.cli.api.ProblemException;
import dev.traversion.cli.api.Reply;
import dev.traversion.cli.api.Request;
import dev.traversion.cli.api.Server;
import dev.traversion.cli.api.ServerUnreachableException;
import dev.traversion.cli.text.EventText;
import dev.traversion.cli.text.FieldText;
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
    name = "blame",
    description = "Who last set each field of an entity, when, and what it held before.")
final class BlameCommand extends Question {
  @Parameters(index = "0", paramLabel = "SERVICE", description = "Its service.")
  String service = "";

  @Parameters(
      index = "1",
      paramLabel = "TYPE/KEY",
      converter = EntityName.Converter.class,
      description = "The entity, e.g. order/42.")
  EntityName entity = new EntityName("", "");

  @Option(names = "--at", paramLabel = "TIME", description = "As of this instant. Default: now.")
  Optional<String> at = Optional.empty();

  @Option(
      names = "--field",
      paramLabel = "FIELD",
      description = "Only this field: total, or items/0/price.")
  Optional<String> field = Optional.empty();

  BlameCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int ask(Server asked)
      throws ServerUnreachableException, ProblemException, NotTraversionException {
    Request request =
        Request.api("services", service, "entities", entity.type(), entity.key(), "blame")
            .with("at", time("--at", at))
            .with("path", field.map(FieldText::pointer));
    Reply reply = get(asked, request);
    if (json) {
      printJson(reply);
    } else {
      show(reply.json());
    }
    return ExitCode.OK;
  }

  private void show(JsonNode blame) {
    Ink ink = terminal.ink();
    String name =
        EventText.entityName(blame.path("entity")) + " of " + blame.path("service").asText();
    terminal.line(ink.bold(Ink.oneLine(name)) + " at " + times().full(instant(blame.path("at"))));
    JsonNode last = blame.path("lastWrite");
    boolean deleted = blame.path("deleted").asBoolean();
    terminal.line(
        (deleted ? ink.red("deleted") : "last written")
            + " "
            + times().full(instant(last.path("occurredAt")))
            + FieldText.by(last));
    if (!blame.path("fields").isEmpty()) {
      table(blame.path("fields"));
    }
    if (blame.path("fieldsLimited").asBoolean()) {
      hint("There are more fields than these.");
    }
  }

  private void table(JsonNode fields) {
    List<Instant> instants = new ArrayList<>();
    fields.forEach(
        blamed -> {
          if (blamed.has("setBy")) {
            instants.add(instant(blamed.path("setBy").path("occurredAt")));
          }
        });
    Times.Column times = times().column(instants);
    Table table =
        new Table()
            .left("FIELD")
            .elastic("VALUE")
            .elastic("BEFORE")
            .left(instants.isEmpty() ? "SET" : times.heading())
            .left("BY");
    for (JsonNode blamed : fields) {
      JsonNode setBy = blamed.path("setBy");
      table.row(
          List.of(
              new Cell(FieldText.name(blamed.path("path").asText())),
              new Cell(FieldText.value(blamed.path("value"))),
              new Cell(
                  setBy.isMissingNode() ? "?" : FieldText.value(blamed.path("before")),
                  terminal.ink()::dim),
              new Cell(
                  setBy.isMissingNode()
                      ? "not known"
                      : times.of(instant(setBy.path("occurredAt")))),
              new Cell(FieldText.writer(setBy))),
          below(setBy));
    }
    table.print(terminal);
  }

  private String below(JsonNode setBy) {
    String trace = setBy.path("traceId").asText("");
    return trace.isEmpty()
        ? ""
        : terminal.ink().dim("    " + terminal.glyph("↳", "\\_") + " trace " + trace);
  }
}
