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
import dev.traversion.cli.text.Table;
import dev.traversion.cli.text.Table.Cell;
import dev.traversion.cli.text.Terminal;
import dev.traversion.cli.text.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "timeline",
    description = "How much happened when: calls, errors and changes per stretch of a window.")
final class TimelineCommand extends Question {
  private static final int BAR = 24;

  @Parameters(
      paramLabel = "SEARCH",
      arity = "0..*",
      description = "Only what fulfils a search, as with events. Default: all.")
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
      names = "--buckets",
      paramLabel = "N",
      defaultValue = "30",
      description = "Into how many stretches, 1 to 2000. Default: ${DEFAULT-VALUE}.")
  int buckets = 30;

  TimelineCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int ask(Server asked)
      throws ServerUnreachableException, ProblemException, NotTraversionException {
    Reply reply =
        get(
            asked,
            Request.api("timeline")
                .with("q", Optional.of(String.join(" ", search)).filter(text -> !text.isBlank()))
                .with("from", time("--from", from))
                .with("to", time("--to", to))
                .with("buckets", String.valueOf(buckets))
                .with("service", services));
    long events = 0;
    for (JsonNode bucket : reply.json().path("buckets")) {
      events += bucket.path("events").asLong();
    }
    if (json) {
      printJson(reply);
    } else {
      show(reply.json());
    }
    return events == 0 ? ExitCode.NOTHING_FOUND : ExitCode.OK;
  }

  private void show(JsonNode timeline) {
    Ink ink = terminal.ink();
    terminal.line(
        ink.bold("timeline")
            + " from "
            + times().full(instant(timeline.path("from")))
            + " to "
            + times().full(instant(timeline.path("to")))
            + ", "
            + Quantities.duration(timeline.path("bucketNanos").asLong())
            + " a line");
    long most = 1;
    List<Instant> instants = new ArrayList<>();
    for (JsonNode bucket : timeline.path("buckets")) {
      most = Math.max(most, bucket.path("events").asLong());
      instants.add(instant(bucket.path("from")));
    }
    Times.Column times = times().column(instants);
    Table table =
        new Table()
            .left(times.heading())
            .left("EVENTS")
            .right("")
            .right("CALLS")
            .right("ERRORS")
            .right("LONGEST")
            .elastic("CHANGES");
    for (JsonNode bucket : timeline.path("buckets")) {
      long errors = bucket.path("errors").asLong();
      long events = bucket.path("events").asLong();
      table.row(
          List.of(
              new Cell(times.of(instant(bucket.path("from")))),
              Cell.of(bar(events, most), errors > 0, ink::red),
              new Cell(Quantities.count(events)),
              new Cell(Quantities.count(bucket.path("calls").asLong())),
              Cell.of(errors == 0 ? "-" : Quantities.count(errors), errors > 0, ink::red),
              new Cell(longest(bucket)),
              new Cell(changes(bucket))));
    }
    table.print(terminal);
    if (timeline.has("countedTo")) {
      hint(
          "Stretches that end after "
              + times().plain(instant(timeline.path("countedTo")))
              + " are counted in part.");
    }
  }

  private String bar(long events, long most) {
    long length = events == 0 ? 0 : Math.max(1, Math.round((double) events * BAR / most));
    return terminal.glyph("█", "#").repeat((int) length);
  }

  private static String longest(JsonNode bucket) {
    long nanos = bucket.path("maxDurationNanos").asLong();
    return nanos == 0 ? "-" : Quantities.duration(nanos);
  }

  private static String changes(JsonNode bucket) {
    StringJoiner changes = new StringJoiner(", ");
    add(changes, bucket.path("deployments").asLong(), "deployment", "deployments");
    add(changes, bucket.path("configChanges").asLong(), "setting", "settings");
    add(changes, bucket.path("entityChanges").asLong(), "entity change", "entity changes");
    return changes.toString();
  }

  private static void add(StringJoiner changes, long count, String one, String many) {
    if (count > 0) {
      changes.add(Quantities.of(count, one, many));
    }
  }
}
