package dev.traversion.model.state;

import dev.traversion.model.event.EntityRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of one service (or of one lane of it) at an instant. Immutable. Made by a {@link Fold}.
 *
 * <p>The parts merge commutatively and idempotently: entities, settings and deployments by last
 * write, calls by identity. So states of several lanes, merged by a fold of the same instant, are
 * the state of the service; and a state merged into a fold of a later instant stands for every
 * event that it was folded from.
 */
public final class ServiceState {
  private static final Comparator<CallState> BY_START =
      Comparator.comparingLong(CallState::startNanos).thenComparing(CallState::id);
  private static final Comparator<DeploymentState> BY_STAMP =
      Comparator.comparing(DeploymentState::stamp).thenComparing(DeploymentState::version);

  private final long atNanos;
  private final long windowNanos;
  private final SortedMap<EntityRef, EntityState> entities;
  private final SortedMap<String, ConfigState> config;
  private final List<DeploymentState> deployments;
  private final List<CallState> inFlight;
  private final List<CallState> recentCalls;
  private @Nullable Vitals vitals;

  private ServiceState(
      long atNanos,
      long windowNanos,
      SortedMap<EntityRef, EntityState> entities,
      SortedMap<String, ConfigState> config,
      Collection<DeploymentState> deployments,
      Collection<CallState> calls) {
    this.atNanos = atNanos;
    this.windowNanos = windowNanos;
    this.entities = Collections.unmodifiableSortedMap(entities);
    this.config = Collections.unmodifiableSortedMap(config);
    this.deployments = deployments.stream().sorted(BY_STAMP).toList();
    var flying = new ArrayList<CallState>();
    var ended = new ArrayList<CallState>(calls.size());
    calls.forEach(call -> (call.endNanos() > atNanos ? flying : ended).add(call));
    flying.sort(BY_START);
    ended.sort(BY_START);
    this.inFlight = Collections.unmodifiableList(flying);
    this.recentCalls = Collections.unmodifiableList(ended);
  }

  /**
   * A state of parts that are already known, such as those of a stored keyframe.
   *
   * @param windowNanos length of the vitals window that ends at the instant
   * @param entities not copied, not to be changed afterwards
   * @param config not copied, not to be changed afterwards
   * @param calls each once; started by the instant, and in flight then or ended in the window
   * @throws IllegalArgumentException if a call is neither in flight nor in the window
   */
  public static ServiceState of(
      long atNanos,
      long windowNanos,
      SortedMap<EntityRef, EntityState> entities,
      SortedMap<String, ConfigState> config,
      Collection<DeploymentState> deployments,
      Collection<CallState> calls) {
    for (var call : calls) {
      if (!Fold.isHeld(call.startNanos(), call.endNanos(), atNanos, windowNanos)) {
        throw new IllegalArgumentException(
            "the call is neither in flight nor in the window: " + call.id());
      }
    }
    return new ServiceState(atNanos, windowNanos, entities, config, deployments, calls);
  }

  /** The instant. */
  public long atNanos() {
    return atNanos;
  }

  /** Length of the window that {@link #vitals} and {@link #recentCalls} look back over. */
  public long windowNanos() {
    return windowNanos;
  }

  /** Entities by reference, tombstones included. */
  public SortedMap<EntityRef, EntityState> entities() {
    return entities;
  }

  /** Settings by key, tombstones included. */
  public SortedMap<String, ConfigState> config() {
    return config;
  }

  /** Versions deployed so far, the latest deployment last. */
  public List<DeploymentState> deployments() {
    return deployments;
  }

  /** The version that was running. */
  public Optional<DeploymentState> running() {
    return deployments.isEmpty() ? Optional.empty() : Optional.of(deployments.getLast());
  }

  /** Calls with {@code start <= at < end}, by start. */
  public List<CallState> inFlight() {
    return inFlight;
  }

  /** Calls of any kind that ended in {@code (at - window, at]}, by start. */
  public List<CallState> recentCalls() {
    return recentCalls;
  }

  /** Vitals of the window that ended at the instant. */
  public Vitals vitals() {
    var known = vitals;
    if (known == null) {
      // Racing threads compute the same value; sorting durations is too dear to do unasked.
      known = Vitals.of(recentCalls, windowNanos);
      vitals = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof ServiceState that
            && atNanos == that.atNanos
            && windowNanos == that.windowNanos
            && entities.equals(that.entities)
            && config.equals(that.config)
            && deployments.equals(that.deployments)
            && inFlight.equals(that.inFlight)
            && recentCalls.equals(that.recentCalls));
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(atNanos) + entities.hashCode();
  }

  @Override
  public String toString() {
    return "ServiceState[at="
        + atNanos
        + ", entities="
        + entities.values()
        + ", config="
        + config.values()
        + ", deployments="
        + deployments
        + ", inFlight="
        + inFlight
        + ", recentCalls="
        + recentCalls
        + "]";
  }
}
