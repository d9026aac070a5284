package dev.traversion.model.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the state at an instant has to be, said as plainly as can be: sort all events, go through
 * them once, let every write overwrite the last. Shares no code with {@link Fold}. For histories in
 * which one id means one event.
 */
public final class NaiveState {
  private final long at;
  private final Map<String, EntityChange> entities = new HashMap<>();
  private final Map<String, ConfigChange> config = new HashMap<>();
  private final Map<String, Deployment> deployments = new LinkedHashMap<>();
  private final List<Call> flying = new ArrayList<>();
  private final List<Call> ended = new ArrayList<>();

  private NaiveState(long at) {
    this.at = at;
  }

  public static NaiveState of(List<Event> events, long at, long window) {
    var state = new NaiveState(at);
    var sorted = new ArrayList<>(events);
    sorted.sort(
        (one, other) ->
            one.occurredAtNanos() != other.occurredAtNanos()
                ? Long.compare(one.occurredAtNanos(), other.occurredAtNanos())
                : one.id().compareTo(other.id()));
    Set<EventId> seen = new HashSet<>();
    for (var event : sorted) {
      if (event.occurredAtNanos() <= at && seen.add(event.id())) {
        state.take(event, window);
      }
    }
    return state;
  }

  private void take(Event event, long window) {
    if (event instanceof EntityChange change) {
      entities.put(change.entity().toString(), change);
    } else if (event instanceof ConfigChange change) {
      config.put(change.key(), change);
    } else if (event instanceof Deployment deployment) {
      deployments.remove(deployment.version());
      deployments.put(deployment.version(), deployment);
    } else if (event instanceof Call call) {
      if (call.endNanos() > at) {
        flying.add(call);
      } else if (call.endNanos() > at - window) {
        ended.add(call);
      }
    }
  }

  /** Fails unless {@code state} says the same. */
  public void assertSaidBy(ServiceState state) {
    assertThat(state.atNanos()).isEqualTo(at);
    assertEntities(state);
    assertThat(state.config().keySet()).containsExactlyInAnyOrderElementsOf(config.keySet());
    for (var setting : state.config().values()) {
      var change = config.get(setting.key());
      assertThat(setting.value()).isEqualTo(change.value());
      assertThat(setting.stamp().id()).isEqualTo(change.id());
    }
    var versions = new ArrayList<String>();
    var commits = new ArrayList<String>();
    deployments.values().forEach(deployment -> versions.add(deployment.version()));
    deployments.values().forEach(deployment -> commits.add(deployment.commit()));
    assertThat(state.deployments()).extracting(DeploymentState::version).isEqualTo(versions);
    assertThat(state.deployments()).extracting(DeploymentState::commit).isEqualTo(commits);
    assertThat(state.running().map(DeploymentState::version).orElse("none"))
        .isEqualTo(versions.isEmpty() ? "none" : versions.getLast());
    assertThat(ids(state.inFlight())).containsExactlyInAnyOrderElementsOf(idsOf(flying));
    assertThat(ids(state.recentCalls())).containsExactlyInAnyOrderElementsOf(idsOf(ended));
    assertVitals(state.vitals());
  }

  private void assertEntities(ServiceState state) {
    var names = new ArrayList<String>();
    for (var entity : state.entities().values()) {
      names.add(entity.entity().toString());
      var change = entities.get(entity.entity().toString());
      assertThat(change).as("a write of " + entity.entity()).isNotNull();
      assertThat(entity.value()).isEqualTo(change.value());
      assertThat(entity.isDeleted()).isEqualTo(change.value().isEmpty());
      assertThat(entity.stamp().occurredAtNanos()).isEqualTo(change.occurredAtNanos());
      assertThat(entity.writer()).isEqualTo(change.context());
      assertThat(entity.serviceVersion())
          .isEqualTo(change.origin().resource().attributes().text("service.version"));
    }
    assertThat(names).containsExactlyInAnyOrderElementsOf(entities.keySet());
  }

  private void assertVitals(Vitals vitals) {
    var inbound = new ArrayList<Call>();
    for (var call : ended) {
      if (call.spanKind() == 2 || call.spanKind() == 5) {
        inbound.add(call);
      }
    }
    var measured = inbound.isEmpty() ? ended : inbound;
    int errors = 0;
    var durations = new ArrayList<Long>();
    for (var call : measured) {
      errors += call.statusCode() == 2 ? 1 : 0;
      durations.add(call.endNanos() < call.startNanos() ? 0 : call.endNanos() - call.startNanos());
    }
    Collections.sort(durations);
    assertThat(vitals.calls()).isEqualTo(measured.size());
    assertThat(vitals.errors()).isEqualTo(errors);
    assertThat(vitals.p50Nanos()).isEqualTo(rank(durations, 0.50));
    assertThat(vitals.p95Nanos()).isEqualTo(rank(durations, 0.95));
    assertThat(vitals.p99Nanos()).isEqualTo(rank(durations, 0.99));
    assertThat(vitals.maxNanos()).isEqualTo(rank(durations, 1));
  }

  private static long rank(List<Long> ascending, double share) {
    if (ascending.isEmpty()) {
      return 0;
    }
    int i = 0;
    while ((i + 1) < share * ascending.size() - 1e-9) {
      i++;
    }
    return ascending.get(i);
  }

  private static List<EventId> ids(List<CallState> calls) {
    return calls.stream().map(CallState::id).toList();
  }

  private static List<EventId> idsOf(List<Call> calls) {
    return calls.stream().map(Call::id).toList();
  }
}
