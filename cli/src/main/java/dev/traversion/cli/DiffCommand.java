package dev.traversion.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.traversion.cli.api.Request;
import dev.traversion.cli.text.Content;
import dev.traversion.cli.text.DeltaLines;
import dev.traversion.cli.text.EventText;
import dev.traversion.cli.text.Ink;
import dev.traversion.cli.text.JsonDelta;
import dev.traversion.cli.text.Quantities;
import dev.traversion.cli.text.Terminal;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "diff",
    description = {
      "What changed in a service from one instant to another, field by field.",
      "Exits with 1 when nothing did."
    })
final class DiffCommand extends PagedQuestion {
  @Parameters(paramLabel = "SERVICE", description = "The service.")
  String service = "";

  @Option(names = "--from", required = true, paramLabel = "TIME", description = "First instant.")
  String from = "";

  @Option(names = "--to", paramLabel = "TIME", description = "Second instant. Default: now.")
  Optional<String> to = Optional.empty();

  DiffCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  Request request() {
    return Request.api("services", service, "diff")
        .with("from", time("--from", Optional.of(from)))
        .with("to", time("--to", to));
  }

  @Override
  String items() {
    return "entities";
  }

  @Override
  boolean isEmpty(JsonNode page) {
    return super.isEmpty(page) && page.path("config").isEmpty() && sameVersion(page);
  }

  private static boolean sameVersion(JsonNode page) {
    return page.path("runningBefore").equals(page.path("runningAfter"));
  }

  @Override
  void show(JsonNode page, boolean first) {
    Ink ink = terminal.ink();
    if (first) {
      terminal.line(ink.bold(Ink.oneLine(page.path("service").asText())));
      terminal.line(ink.red("--- " + times().full(instant(page.path("from")))));
      terminal.line(ink.green("+++ " + times().full(instant(page.path("to")))));
      showVersion(page);
      page.path("config").forEach(this::showSetting);
      int settings = page.path("config").size();
      more(page.path("configTotal").asLong() - settings, "settings");
    }
    page.path("entities").forEach(this::showEntity);
  }

  private void showVersion(JsonNode page) {
    if (sameVersion(page)) {
      return;
    }
    heading("version", "");
    DeltaLines lines = new DeltaLines(terminal, "  ");
    if (page.has("runningBefore")) {
      lines.minus(version(page.path("runningBefore")));
    }
    if (page.has("runningAfter")) {
      lines.plus(version(page.path("runningAfter")));
    }
  }

  private String version(JsonNode deployment) {
    String commit = deployment.path("commit").asText("");
    return Ink.oneLine(deployment.path("version").asText())
        + (commit.isEmpty() ? "" : " (" + EventText.commit(commit) + ")")
        + ", deployed "
        + times().plain(instant(deployment.path("deployedAt")));
  }

  private void showSetting(JsonNode setting) {
    String key = "setting " + Ink.oneLine(setting.path("key").asText());
    showChange(key, setting.path("before"), setting.path("after"), "removed");
  }

  private void showEntity(JsonNode entity) {
    showChange(
        EventText.entityName(entity), entity.path("before"), entity.path("after"), "deleted");
  }

  /** Where a side is absent, or says that it is gone, there was no value. */
  private void showChange(String name, JsonNode before, JsonNode after, String gone) {
    boolean had = before.isObject() && !before.path(gone).asBoolean();
    boolean has = after.isObject() && !after.path(gone).asBoolean();
    DeltaLines lines = new DeltaLines(terminal, "  ");
    JsonNode latest = after.isObject() ? after : before;
    heading(name, written(latest));
    if (had && has) {
      JsonNode old = Content.comparable(before.path("value"));
      JsonNode now = Content.comparable(after.path("value"));
      if (old.equals(now)) {
        terminal.line("  " + terminal.ink().dim("written again, the same value"));
      } else {
        lines.print(JsonDelta.between(old, now));
      }
    } else if (had) {
      lines.minus(before.path("value"));
    } else if (has) {
      lines.plus(after.path("value"));
    } else {
      terminal.line("  " + terminal.ink().dim("gone at both instants"));
    }
  }

  private String written(JsonNode state) {
    String trace = state.path("traceId").asText("");
    return times().plain(instant(state.path("changedAt")))
        + (trace.isEmpty() ? "" : ", trace " + trace);
  }

  private void heading(String name, String note) {
    String tail = note.isEmpty() ? "" : terminal.ink().dim("  " + note);
    terminal.line(terminal.ink().bold(terminal.ink().cyan("@@ " + name)) + tail);
  }

  private void more(long hidden, String what) {
    if (hidden > 0) {
      terminal.line(terminal.ink().dim("and " + Quantities.count(hidden) + " more " + what));
    }
  }

  @Override
  String nothing(JsonNode page) {
    return "No difference.";
  }
}
