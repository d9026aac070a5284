package dev.traversion.replay.navigate;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.event.SpanContext;
import dev.traversion.model.event.SpanId;
import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.EventQuery;
import dev.traversion.replay.History;
import dev.traversion.replay.History.DeployedTo;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who made writes of one service: the calls that they belong to, and the deployments of
 * the versions that made them. Each is looked up once; when the time is up, what was not looked up
 * is left open.
 */
final class Writers {
  private static final String SERVICE_VERSION = "service.version";

  /** Calls of one trace in one service that are looked at. */
  private static final int MOST_CALLS = 256;

  /** Deployments that are looked through for a version. */
  private static final int MOST_DEPLOYMENTS = 256;

  /** A call is looked for among those that began so long before the write at most. */
  private static final long LONGEST_CALL_NANOS = Duration.ofHours(6).toNanos();

  /** A writer's clock, or the database's, may be a little off. */
  private static final long SLACK_NANOS = Duration.ofSeconds(5).toNanos();

  private record Names(String operation, String entry) {
    static final Names UNKNOWN = new Names("", "");
  }

  private final History history;
  private final ServiceId service;
  private final Lacking lacking;
  private final TimeBudget budget;
  private final Map<SpanContext, Names> names = new HashMap<>();
  private final Map<String, String> commits = new HashMap<>();
  private Optional<List<DeployedTo>> deployments = Optional.empty();

  Writers(History history, ServiceId service, Lacking lacking, TimeBudget budget) {
    this.history = history;
    this.service = service;
    this.lacking = lacking;
    this.budget = budget;
  }

  Write of(EntityChange change) {
    var version = change.origin().resource().attributes().text(SERVICE_VERSION);
    var running = version == null ? "" : version;
    var called = names(change);
    return new Write(
        change, new Writer(called.operation(), called.entry(), running, commit(running)));
  }

  private Names names(EntityChange change) {
    var context = change.context();
    if (context.traceId().isNone() || context.spanId().isNone()) {
      return Names.UNKNOWN;
    }
    var known = names.get(context);
    if (known == null) {
      if (budget.isSpent()) {
        lacking.timeBudgetSpent();
        return Names.UNKNOWN;
      }
      known = lookUp(context, change.occurredAtNanos());
      names.put(context, known);
    }
    return known;
  }

  private Names lookUp(SpanContext context, long atNanos) {
    var query =
        new EventQuery(
            service.tenant(),
            Set.of(service),
            Math.max(atNanos, Long.MIN_VALUE + LONGEST_CALL_NANOS) - LONGEST_CALL_NANOS,
            Math.min(atNanos, Long.MAX_VALUE - SLACK_NANOS) + SLACK_NANOS,
            Set.of(EventKind.CALL),
            false,
            Optional.empty(),
            Optional.of(context.traceId()),
            Optional.empty(),
            true);
    var calls = new HashMap<SpanId, Call>();
    for (var recorded : lacking.of(history.events(query, Optional.empty(), MOST_CALLS)).items()) {
      if (recorded.event() instanceof Call call) {
        calls.putIfAbsent(call.context().spanId(), call);
      }
    }
    var writer = calls.get(context.spanId());
    return writer == null ? Names.UNKNOWN : new Names(writer.name(), entry(writer, calls));
  }

  /** The nearest inbound call at or above another. */
  private static String entry(Call from, Map<SpanId, Call> calls) {
    var call = Optional.of(from);
    for (int i = 0; i < calls.size() && call.isPresent(); i++) {
      int kind = call.get().spanKind();
      if (kind == Call.KIND_SERVER || kind == Call.KIND_CONSUMER) {
        return call.get().name();
      }
      call = Optional.ofNullable(calls.get(call.get().parentSpanId()));
    }
    return "";
  }

  private String commit(String version) {
    return version.isEmpty() ? "" : commits.computeIfAbsent(version, this::commitOf);
  }

  private String commitOf(String version) {
    if (deployments.isEmpty()) {
      deployments =
          Optional.of(
              lacking
                  .of(
                      history.deployments(
                          service.tenant(),
                          List.of(service),
                          Long.MIN_VALUE,
                          Long.MAX_VALUE,
                          Optional.empty(),
                          MOST_DEPLOYMENTS))
                  .items());
    }
    return deployments.get().stream()
        .map(DeployedTo::deployment)
        .filter(deployed -> deployed.version().equals(version) && !deployed.commit().isEmpty())
        .map(deployed -> deployed.commit())
        .findFirst()
        .orElse("");
  }
}
