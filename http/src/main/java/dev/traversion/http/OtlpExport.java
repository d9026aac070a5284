package dev.traversion.http;

import dev.traversion.http.json.CompletenessJson;
import dev.traversion.http.json.Json;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.recorder.Intake.Signal;
import dev.traversion.recorder.otlp.OtlpEncoder;
import dev.traversion.recorder.otlp.OtlpLines;
import dev.traversion.replay.ArchiveWindow;
import dev.traversion.replay.Completeness;
import dev.traversion.replay.EventQuery;
import dev.traversion.replay.EventSweep;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes a window of history as an OTLP file; {@code docs/otlp-export.md} is its format.
 *
 * <p>Deployments come first: who records the file again knows them before the telemetry that gives
 * them away, and infers none a second time. Lines about the file (head, end of the deployments,
 * foot) are export requests of nothing with a member that OTLP does not know, and so passes over.
 */
final class OtlpExport {
  private static final int FORMAT = 1;
  private static final Set<EventKind> DEPLOYMENTS = Set.of(EventKind.DEPLOYMENT);

  private final EventSweep history;
  private final String tenant;

  OtlpExport(EventSweep history, String tenant) {
    this.history = history;
    this.tenant = tenant;
  }

  /**
   * What to export.
   *
   * @param services empty: all
   * @param signals at least one
   */
  record Scope(Set<ServiceId> services, Set<Signal> signals, ArchiveWindow window) {
    Scope {
      services = Set.copyOf(services);
      signals = Set.copyOf(signals);
    }
  }

  /**
   * Writes the file, as fast as it is taken; the stream stays open. Blocks.
   *
   * @throws IOException if the stream fails
   */
  void write(Scope scope, OutputStream out) throws IOException {
    var lines = new OtlpLines(out);
    about(lines, scope, "head", head -> head(head, scope));
    out.flush(); // who waits sees that it has begun
    var lacking = new ArrayList<Completeness>();
    if (scope.signals().contains(Signal.LOGS)) {
      lacking.add(sweep(scope, DEPLOYMENTS, lines));
      about(lines, scope, "deploymentsEnd", _ -> {});
    }
    var others = EnumSet.noneOf(EventKind.class);
    for (var kind : EventKind.values()) {
      if (scope.signals().contains(OtlpEncoder.signalOf(kind)) && !DEPLOYMENTS.contains(kind)) {
        others.add(kind);
      }
    }
    lacking.add(sweep(scope, others, lines));
    about(lines, scope, "foot", foot -> foot(foot, lines, together(lacking)));
  }

  private Completeness sweep(Scope scope, Set<EventKind> kinds, OtlpLines lines)
      throws IOException {
    long to = scope.window().toNanos();
    var query =
        new EventQuery(
            tenant,
            scope.services(),
            scope.window().fromNanos(),
            to == Long.MAX_VALUE ? to : to + 1,
            kinds,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    var lacking = history.sweep(query, (_, events) -> lines.add(events));
    lines.end();
    return lacking;
  }

  private static void head(Json head, Scope scope) {
    head.number("format", FORMAT)
        .instant("from", scope.window().fromNanos())
        .instant("to", scope.window().toNanos())
        .texts("services", scope.services().stream().map(ServiceId::path).sorted().toList())
        .texts("signals", scope.signals().stream().sorted().map(OtlpExport::name).toList());
  }

  private static void foot(Json foot, OtlpLines lines, Completeness lacking) {
    foot.number("lines", lines.lines() + 1)
        .number("spans", lines.written(Signal.TRACES))
        .number("logRecords", lines.written(Signal.LOGS))
        .number("dataPoints", lines.written(Signal.METRICS));
    CompletenessJson.write(foot, lacking);
  }

  /** One line about the file. */
  private static void about(OtlpLines lines, Scope scope, String part, Consumer<Json> members)
      throws IOException {
    var empty =
        switch (scope.signals().stream().sorted().findFirst().orElse(Signal.LOGS)) {
          case TRACES -> "resourceSpans";
          case LOGS -> "resourceLogs";
          case METRICS -> "resourceMetrics";
        };
    lines.line(
        Json.object(
            line -> {
              line.texts(empty, List.of());
              line.object("traversion", about -> about.object(part, members));
            }));
  }

  /** What is missing in one or the other of several sweeps. */
  private static Completeness together(List<Completeness> parts) {
    return new Completeness(
        distinct(parts, Completeness::gaps),
        distinct(parts, Completeness::damaged),
        distinct(parts, Completeness::silentMirrors),
        parts.stream().anyMatch(Completeness::timeBudgetSpent),
        parts.stream().anyMatch(Completeness::beyondArchive));
  }

  private static <T> List<T> distinct(
      List<Completeness> parts, Function<Completeness, List<T>> list) {
    var all = new LinkedHashSet<T>();
    parts.forEach(part -> all.addAll(list.apply(part)));
    return List.copyOf(all);
  }

  /** As the parameter {@code signal} and the file have it. */
  static String name(Signal signal) {
    return signal.name().toLowerCase(Locale.ROOT);
  }
}
