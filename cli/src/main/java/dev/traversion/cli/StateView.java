package dev.traversion.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.cli.text.Content;
import dev.traversion.cli.text.EventText;
import dev.traversion.cli.text.Ink;
import dev.traversion.cli.text.Quantities;
import dev.traversion.cli.text.Table;
import dev.traversion.cli.text.Table.Cell;
import dev.traversion.cli.text.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** States as text. */
final class StateView {
  private static final int DEPLOYMENTS_SHOWN = 5;

  private final Terminal terminal;
  private final Ink ink;

  StateView(Terminal terminal) {
    this.terminal = terminal;
    this.ink = terminal.ink();
  }

  /** A line a service. */
  void system(JsonNode state, boolean first) {
    if (first) {
      terminal.line(ink.bold("all services") + " at " + full(state.path("at")));
    }
    if (state.path("items").isEmpty()) {
      return;
    }
    Table table =
        new Table()
            .elastic("SERVICE")
            .left("VERSION")
            .right("CALLS/S")
            .right("ERRORS")
            .right("P50")
            .right("P99")
            .right("IN FLIGHT");
    for (JsonNode service : state.path("items")) {
      JsonNode vitals = service.path("vitals");
      boolean idle = vitals.path("calls").asLong() == 0;
      table.row(
          List.of(
              new Cell(Ink.oneLine(service.path("service").asText()), ink::bold),
              new Cell(Ink.oneLine(service.path("running").path("version").asText("-"))),
              new Cell(Quantities.digits(vitals.path("callsPerSecond").asDouble())),
              Cell.of(
                  idle ? "-" : Quantities.percent(vitals.path("errorRatio").asDouble()),
                  vitals.path("errors").asLong() > 0,
                  ink::red),
              new Cell(idle ? "-" : Quantities.duration(vitals.path("p50Nanos").asLong())),
              new Cell(idle ? "-" : Quantities.duration(vitals.path("p99Nanos").asLong())),
              new Cell(Quantities.count(service.path("inFlightTotal").asLong()))));
    }
    table.print(terminal);
  }

  void service(JsonNode state) {
    String name = Ink.oneLine(state.path("service").asText());
    terminal.line(ink.bold(name) + " at " + full(state.path("at")));
    fact("running", running(state));
    vitals(state.path("vitals"));
    fact("entities", entityCounts(state));
    config(state);
    deployments(state);
    inFlight(state);
  }

  private void fact(String label, String text) {
    terminal.line("  " + ink.dim(String.format("%-10s", label)) + text);
  }

  private String running(JsonNode state) {
    JsonNode running = state.path("running");
    return running.isMissingNode()
        ? "version not known"
        : version(running) + ", deployed " + full(running.path("deployedAt"));
  }

  private static String version(JsonNode deployment) {
    String commit = deployment.path("commit").asText("");
    return Ink.oneLine(deployment.path("version").asText())
        + (commit.isEmpty() ? "" : " (" + EventText.commit(commit) + ")");
  }

  private void vitals(JsonNode vitals) {
    String window = Quantities.duration(vitals.path("windowNanos").asLong());
    long calls = vitals.path("calls").asLong();
    long errors = vitals.path("errors").asLong();
    if (calls == 0) {
      fact("calls", "none in the " + window + " before");
      return;
    }
    fact(
        "calls",
        Quantities.digits(vitals.path("callsPerSecond").asDouble())
            + "/s ("
            + Quantities.count(calls)
            + " in the "
            + window
            + " before)");
    String ratio =
        Quantities.percent(vitals.path("errorRatio").asDouble())
            + " ("
            + Quantities.count(errors)
            + " of "
            + Quantities.count(calls)
            + ")";
    fact("errors", errors == 0 ? "none" : ink.red(ratio));
    fact("latency", latency(vitals));
  }

  private static String latency(JsonNode vitals) {
    StringJoiner joiner = new StringJoiner(", ");
    for (String name : new String[] {"p50", "p95", "p99", "max"}) {
      joiner.add(name + " " + Quantities.duration(vitals.path(name + "Nanos").asLong()));
    }
    return joiner.toString();
  }

  private static String entityCounts(JsonNode state) {
    StringJoiner counts = new StringJoiner(", ");
    counts.setEmptyValue("none");
    for (JsonNode type : state.path("entityCounts")) {
      counts.add(
          Ink.oneLine(type.path("type").asText())
              + " "
              + Quantities.count(type.path("count").asLong()));
    }
    long more = state.path("entityTypesTotal").asLong() - state.path("entityCounts").size();
    return more > 0 ? counts + " and " + more + " more types" : counts.toString();
  }

  private void config(JsonNode state) {
    if (state.path("config").isEmpty()) {
      return;
    }
    Table table = new Table().left("SETTING").elastic("VALUE").left("CHANGED");
    for (JsonNode setting : state.path("config")) {
      table.row(
          List.of(
              new Cell(Ink.oneLine(setting.path("key").asText())),
              new Cell(Content.line(setting.path("value"))),
              new Cell(full(setting.path("changedAt")), ink::dim)));
    }
    section(table, state, "config");
  }

  private void deployments(JsonNode state) {
    if (state.path("deployments").isEmpty()) {
      return;
    }
    Table table = new Table().elastic("VERSION").left("DEPLOYED");
    List<JsonNode> newest = new ArrayList<>();
    state.path("deployments").forEach(newest::add);
    for (JsonNode deployment : newest.subList(0, Math.min(newest.size(), DEPLOYMENTS_SHOWN))) {
      table.row(
          List.of(new Cell(version(deployment)), new Cell(full(deployment.path("deployedAt")))));
    }
    terminal.line("");
    table.print(terminal);
    more(state.path("deploymentsTotal").asLong() - DEPLOYMENTS_SHOWN);
  }

  private void inFlight(JsonNode state) {
    if (state.path("inFlight").isEmpty()) {
      terminal.line("");
      terminal.line("no calls in flight");
      return;
    }
    Instant at = Instant.parse(state.path("at").asText());
    Table table = new Table().elastic("IN FLIGHT").left("KIND").right("FOR").left("TRACE");
    for (JsonNode call : state.path("inFlight")) {
      Duration since = Duration.between(Instant.parse(call.path("startedAt").asText()), at);
      boolean error = call.path("error").asBoolean();
      String name = Ink.oneLine(call.path("name").asText());
      table.row(
          List.of(
              Cell.of(error ? name + " " + terminal.cross() + " will fail" : name, error, ink::red),
              new Cell(call.path("spanKind").asText()),
              new Cell(Quantities.duration(since.toNanos())),
              new Cell(call.path("traceId").asText(), ink::dim)));
    }
    section(table, state, "inFlight");
  }

  private void section(Table table, JsonNode state, String member) {
    terminal.line("");
    table.print(terminal);
    more(state.path(member + "Total").asLong() - state.path(member).size());
  }

  private void more(long hidden) {
    if (hidden > 0) {
      terminal.line(ink.dim("and " + Quantities.count(hidden) + " more"));
    }
  }

  private String full(JsonNode instant) {
    return terminal.times().full(Instant.parse(instant.asText()));
  }
}
