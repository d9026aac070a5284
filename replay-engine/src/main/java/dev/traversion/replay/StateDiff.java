package dev.traversion.replay;

import dev.traversion.model.event.EventId;
import dev.traversion.model.state.CallState;
import dev.traversion.model.state.ConfigState;
import dev.traversion.model.state.DeploymentState;
import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.ServiceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What differs between the states of one service at two instants, in either order. Applied to the
 * first it gives the second.
 *
 * @param entities by reference
 * @param config by key
 * @param deployments by version
 * @param calls in flight at either instant or ended in the vitals window before it, by id
 * @param runningBefore the version that was running at the first instant
 * @param runningAfter the version that was running at the second
 */
public record StateDiff(
    long fromNanos,
    long toNanos,
    List<EntityDiff> entities,
    List<ConfigDiff> config,
    List<DeploymentDiff> deployments,
    List<CallDiff> calls,
    Optional<DeploymentState> runningBefore,
    Optional<DeploymentState> runningAfter) {

  /** An entity before and after; empty where it was not known. */
  public record EntityDiff(Optional<EntityState> before, Optional<EntityState> after) {}

  /** A setting before and after; empty where it was not known. */
  public record ConfigDiff(Optional<ConfigState> before, Optional<ConfigState> after) {}

  /** A version before and after; empty where it had not been deployed. */
  public record DeploymentDiff(Optional<DeploymentState> before, Optional<DeploymentState> after) {}

  /** A call before and after; empty where it had not begun, or had ended before the window. */
  public record CallDiff(Optional<CallState> before, Optional<CallState> after) {}

  public StateDiff {
    entities = List.copyOf(entities);
    config = List.copyOf(config);
    deployments = List.copyOf(deployments);
    calls = List.copyOf(calls);
  }

  /** What differs between two states of one service. */
  public static StateDiff between(ServiceState before, ServiceState after) {
    return new StateDiff(
        before.atNanos(),
        after.atNanos(),
        compare(before.entities(), after.entities(), EntityDiff::new),
        compare(before.config(), after.config(), ConfigDiff::new),
        compare(deployments(before), deployments(after), DeploymentDiff::new),
        compare(calls(before), calls(after), CallDiff::new),
        before.running(),
        after.running());
  }

  /**
   * The state at the second instant.
   *
   * @param before the state at the first instant, that this was made from
   * @throws IllegalArgumentException if it is of another instant
   */
  public ServiceState applyTo(ServiceState before) {
    if (before.atNanos() != fromNanos) {
      throw new IllegalArgumentException("the state is of another instant than the diff begins at");
    }
    return ServiceState.of(
        toNanos,
        before.windowNanos(),
        apply(
            before.entities(),
            entities,
            EntityDiff::before,
            EntityDiff::after,
            EntityState::entity),
        apply(before.config(), config, ConfigDiff::before, ConfigDiff::after, ConfigState::key),
        apply(
                deployments(before),
                deployments,
                DeploymentDiff::before,
                DeploymentDiff::after,
                DeploymentState::version)
            .values(),
        apply(calls(before), calls, CallDiff::before, CallDiff::after, CallState::id).values());
  }

  private static TreeMap<String, DeploymentState> deployments(ServiceState state) {
    var byVersion = new TreeMap<String, DeploymentState>();
    state.deployments().forEach(deployed -> byVersion.put(deployed.version(), deployed));
    return byVersion;
  }

  private static TreeMap<EventId, CallState> calls(ServiceState state) {
    var byId = new TreeMap<EventId, CallState>();
    state.inFlight().forEach(call -> byId.put(call.id(), call));
    state.recentCalls().forEach(call -> byId.put(call.id(), call));
    return byId;
  }

  /** Goes through both maps in order of their keys. */
  private static <K extends Comparable<K>, V, D> List<D> compare(
      SortedMap<K, V> before,
      SortedMap<K, V> after,
      BiFunction<Optional<V>, Optional<V>, D> differing) {
    var differences = new TreeMap<K, D>();
    before.forEach(
        (key, value) -> {
          var then = after.get(key);
          if (!value.equals(then)) {
            differences.put(key, differing.apply(Optional.of(value), Optional.ofNullable(then)));
          }
        });
    after.forEach(
        (key, value) -> {
          if (!before.containsKey(key)) {
            differences.put(key, differing.apply(Optional.empty(), Optional.of(value)));
          }
        });
    return new ArrayList<>(differences.values());
  }

  private static <K extends Comparable<K>, V, D> TreeMap<K, V> apply(
      SortedMap<K, V> to,
      List<D> differences,
      Function<D, Optional<V>> before,
      Function<D, Optional<V>> after,
      Function<V, K> key) {
    var changed = new TreeMap<K, V>(to);
    for (var difference : differences) {
      before.apply(difference).ifPresent(value -> changed.remove(key.apply(value)));
      after.apply(difference).ifPresent(value -> changed.put(key.apply(value), value));
    }
    return changed;
  }
}
