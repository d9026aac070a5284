package dev.traversion.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.cli.api.NotTraversionException;
import dev.traversion.cli.api.ProblemException;
import dev.traversion.cli.api.Reply;
import dev.traversion.cli.api.Request;
import dev.traversion.cli.api.Server;
import dev.traversion.cli.api.ServerUnreachableException;
import dev.traversion.cli.text.EventText;
import dev.traversion.cli.text.Quantities;
import dev.traversion.cli.text.Terminal;
import dev.traversion.cli.text.Waterfall;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "trace", description = "One request's way through the services, as a waterfall.")
final class TraceCommand extends Question {
  private static final int MOST = 1_000;

  @Parameters(paramLabel = "ID", description = "Trace id: 32 hexadecimal digits.")
  String id = "";

  @Option(names = "--bodies", description = "Show the requests and responses of the calls.")
  boolean bodies;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many events, 1 to 1000. Default: 1000.")
  Optional<Integer> limit = Optional.empty();

  TraceCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int ask(Server asked)
      throws ServerUnreachableException, ProblemException, NotTraversionException {
    Request request =
        Request.api("traces", id.strip()).with("limit", String.valueOf(limit.orElse(MOST)));
    Reply reply = get(asked, request);
    JsonNode items = reply.json().path("items");
    if (json) {
      printJson(reply);
    } else if (items.isEmpty()) {
      hint("Nothing is recorded of trace " + id + ".");
    } else {
      show(reply.json());
    }
    return items.isEmpty() ? ExitCode.NOTHING_FOUND : ExitCode.OK;
  }

  private void show(JsonNode trace) {
    Waterfall waterfall = new Waterfall(terminal, trace.path("items"), bodies);
    long calls = 0;
    long failed = 0;
    Instant start = Instant.MAX;
    for (JsonNode event : trace.path("items")) {
      Instant at = EventText.occurredAt(event);
      start = at.isBefore(start) ? at : start;
      if (event.path("kind").asText().equals("call")) {
        calls++;
        failed += event.path("error").asBoolean() ? 1 : 0;
      }
    }
    terminal.line(terminal.ink().bold("trace " + trace.path("traceId").asText()));
    terminal.line(
        times().full(start)
            + ", "
            + Quantities.of(calls, "call", "calls")
            + " in "
            + Quantities.duration(waterfall.durationNanos())
            + (failed == 0 ? "" : ", " + terminal.ink().red(failed + " failed")));
    waterfall.print();
    if (trace.path("limited").asBoolean()) {
      hint("The trace may hold more events than --limit allowed.");
    }
  }
}
