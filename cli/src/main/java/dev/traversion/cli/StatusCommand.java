package dev.traversion.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.cli.api.NotTraversionException;
import dev.traversion.cli.api.ProblemException;
import dev.traversion.cli.api.Reply;
import dev.traversion.cli.api.Request;
import dev.traversion.cli.api.Server;
import dev.traversion.cli.api.ServerUnreachableException;
import dev.traversion.cli.text.Ink;
import dev.traversion.cli.text.Quantities;
import dev.traversion.cli.text.Terminal;
import java.time.Instant;
import picocli.CommandLine.Command;

@Command(
    name = "status",
    description = {
      "Whether the server can record and answer, and how much it has recorded.",
      "Exits with 4 when it is not ready. --json prints the readiness facts."
    })
final class StatusCommand extends Question {
  StatusCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int ask(Server asked)
      throws ServerUnreachableException, ProblemException, NotTraversionException {
    Reply health = asked.health();
    boolean healthy = health.json().path("healthy").asBoolean();
    if (json) {
      printJson(health);
    } else {
      printHealth(asked, health.json(), healthy);
      if (healthy) {
        printRecorded(asked);
      }
    }
    return healthy ? ExitCode.OK : ExitCode.REFUSED;
  }

  private void printHealth(Server asked, JsonNode health, boolean healthy) {
    Ink ink = terminal.ink();
    terminal.line(
        asked.base() + "  " + (healthy ? ink.green("ready") : ink.bold(ink.red("NOT READY"))));
    for (JsonNode fact : health.path("facts")) {
      boolean holds = fact.path("holds").asBoolean();
      String line =
          (holds ? terminal.glyph("✓", "ok") : terminal.cross()) + " " + fact.path("name").asText();
      String detail = fact.path("detail").asText("");
      terminal.line(
          "  "
              + (holds ? line : ink.red(line))
              + (detail.isEmpty() ? "" : "  " + ink.dim(Ink.oneLine(detail))));
    }
  }

  private void printRecorded(Server asked)
      throws ServerUnreachableException, ProblemException, NotTraversionException {
    JsonNode page = get(asked, Request.api("services").with("limit", "1000")).json();
    long events = 0;
    Instant last = Instant.MIN;
    for (JsonNode service : page.path("items")) {
      events += service.path("events").asLong();
      Instant its = instant(service.path("lastOccurredAt"));
      last = its.isAfter(last) ? its : last;
    }
    int services = page.path("items").size();
    if (services == 0) {
      terminal.line("nothing recorded yet");
      return;
    }
    String more = page.has("next") ? "more than " : "";
    terminal.line(
        more
            + Quantities.of(services, "service", "services")
            + ", "
            + more
            + Quantities.of(events, "event", "events")
            + "; the latest at "
            + times().full(last));
  }
}
