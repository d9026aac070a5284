package dev.traversion.model.state;

import dev.traversion.model.event.Call;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.Event;
import dev.traversion.model.event.EventId;
import dev.traversion.model.event.LogLine;
import dev.traversion.model.event.Measurement;
import dev.traversion.model.event.Origin;
import dev.traversion.model.event.SystemSignal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gathers events into the state at one instant. Not thread-safe.
 *
 * <p>The result depends on the set of events alone: not on their order, not on how often each came,
 * not on how they were spread over folds that were then merged. Three rules make it so.
 *
 * <ul>
 *   <li>Entities, settings and versions keep the last write by {@link Stamp}. Two different writes
 *       of one stamp (a sender that reuses a record's id) are told apart by their content, so that
 *       there is still one winner.
 *   <li>Calls are kept by id while they can matter: in flight at the instant, or ended in the
 *       window before it. Of two different calls of one id the one that ended later wins: it is
 *       held whenever the other is, so that forgetting ended calls changes no winner.
 *   <li>An event of a later instant is not taken at all.
 * </ul>
 *
 * <p>A state of an earlier instant can be merged in, since it holds every call that a later window
 * of the same length can reach.
 */
public final class Fold {
  /** The vitals window where none is asked for: one minute. */
  public static final long DEFAULT_WINDOW_NANOS = Duration.ofSeconds(60).toNanos();

  private static final String SERVICE_VERSION = "service.version";

  private final long atNanos;
  private final long windowNanos;
  private final Map<String, ConfigState> config = new HashMap<>();
  private final Map<String, DeploymentState> deployments = new HashMap<>();
  private final Map<EventId, CallState> calls = new HashMap<>();
  private TreeMap<EntityRef, EntityState> entities = new TreeMap<>();
  private boolean finished;

  private Fold(long atNanos, long windowNanos) {
    this.atNanos = atNanos;
    this.windowNanos = windowNanos;
  }

  /** An empty fold of the events with {@code occurredAt <= atNanos}, vitals over a minute. */
  public static Fold upTo(long atNanos) {
    return upTo(atNanos, DEFAULT_WINDOW_NANOS);
  }

  /**
   * An empty fold of the events with {@code occurredAt <= atNanos}.
   *
   * @param windowNanos how far vitals look back; positive
   */
  public static Fold upTo(long atNanos, long windowNanos) {
    if (windowNanos <= 0) {
      throw new IllegalArgumentException("a window is longer than nothing: " + windowNanos);
    }
    return new Fold(atNanos, windowNanos);
  }

  /**
   * Whether the state at an instant holds a call: it had started, and was in flight or had ended in
   * the window.
   */
  public static boolean isHeld(long startNanos, long endNanos, long atNanos, long windowNanos) {
    return startNanos <= atNanos && endNanos > windowStart(atNanos, windowNanos);
  }

  /** {@code atNanos - windowNanos}, or the beginning of time if that comes later. */
  public static long windowStart(long atNanos, long windowNanos) {
    long start = atNanos - windowNanos;
    return start > atNanos ? Long.MIN_VALUE : start;
  }

  public long atNanos() {
    return atNanos;
  }

  public long windowNanos() {
    return windowNanos;
  }

  /**
   * Takes one event; one that occurred after the instant, or is no part of the state, is passed.
   */
  public Fold add(Event event) {
    if (event.occurredAtNanos() > atNanos) {
      return this;
    }
    switch (event) {
      case Call call -> add(call);
      case EntityChange change -> put(entityState(change));
      case ConfigChange change -> put(configState(change));
      case Deployment deployed -> put(deploymentState(deployed));
      case LogLine _, Measurement _, SystemSignal _ -> {}
    }
    return this;
  }

  public Fold addAll(Iterable<? extends Event> events) {
    events.forEach(this::add);
    return this;
  }

  /** Takes the state that one write gave an entity. */
  public Fold put(EntityState written) {
    if (written.stamp().occurredAtNanos() <= atNanos) {
      live().entities.merge(written.entity(), written, LastWrite::ofEntities);
    }
    return this;
  }

  /**
   * Takes all that another fold of the same instant and window holds; that one stays as it is.
   *
   * @throws IllegalArgumentException if instant or window differ
   */
  public Fold merge(Fold other) {
    if (other.atNanos != atNanos || other.windowNanos != windowNanos) {
      throw new IllegalArgumentException("folds of one instant and window can be merged");
    }
    other.live();
    other.config.values().forEach(this::put);
    other.deployments.values().forEach(this::put);
    other.calls.values().forEach(this::put);
    putEntities(other.entities);
    return this;
  }

  /**
   * Takes a state: of another lane at this instant, or of an earlier one.
   *
   * @throws IllegalArgumentException if the state is of a later instant, or if its window is too
   *     short to hold every call that this fold needs
   */
  public Fold merge(ServiceState state) {
    if (state.atNanos() > atNanos) {
      throw new IllegalArgumentException("the state is of a later instant than the fold");
    }
    if (windowStart(state.atNanos(), state.windowNanos()) > windowStart(atNanos, windowNanos)) {
      throw new IllegalArgumentException("the state's window begins after the fold's");
    }
    state.config().values().forEach(this::put);
    state.deployments().forEach(this::put);
    state.recentCalls().forEach(this::put);
    state.inFlight().forEach(this::put);
    putEntities(state.entities());
    return this;
  }

  /**
   * The state of all that was taken. Ends the fold: what it gathered is handed over, not copied.
   */
  public ServiceState finish() {
    live().finished = true;
    return ServiceState.of(
        atNanos,
        windowNanos,
        entities,
        new TreeMap<>(config),
        deployments.values(),
        calls.values());
  }

  /** What an event says of its entity. */
  public static EntityState entityState(EntityChange change) {
    return new EntityState(
        change.entity(), change.value(), stamp(change), change.context(), version(change.origin()));
  }

  /** What an event says of its setting. */
  public static ConfigState configState(ConfigChange change) {
    return new ConfigState(change.key(), change.value(), stamp(change));
  }

  /** What an event says of its version. */
  public static DeploymentState deploymentState(Deployment deployed) {
    return new DeploymentState(deployed.version(), deployed.commit(), stamp(deployed));
  }

  private void add(Call call) {
    // Most calls of a long history ended long ago: no object for them.
    if (isHeld(call.startNanos(), call.endNanos(), atNanos, windowNanos)) {
      put(
          new CallState(
              call.id(),
              call.context(),
              call.name(),
              call.spanKind(),
              call.startNanos(),
              call.endNanos(),
              call.isError()));
    }
  }

  /** Takes a call, if it is in flight at the instant or ended in the window before it. */
  public Fold put(CallState call) {
    if (isHeld(call.startNanos(), call.endNanos(), atNanos, windowNanos)) {
      live().calls.merge(call.id(), call, LastWrite::ofCalls);
    }
    return this;
  }

  /** Takes the state that one write gave a setting. */
  public Fold put(ConfigState written) {
    if (written.stamp().occurredAtNanos() <= atNanos) {
      live().config.merge(written.key(), written, LastWrite::ofConfig);
    }
    return this;
  }

  /** Takes one deployment of a version. */
  public Fold put(DeploymentState deployed) {
    if (deployed.stamp().occurredAtNanos() <= atNanos) {
      live().deployments.merge(deployed.version(), deployed, LastWrite::ofDeployments);
    }
    return this;
  }

  private void putEntities(SortedMap<EntityRef, EntityState> others) {
    if (entities.isEmpty()) {
      live().entities = new TreeMap<>(others); // in order already: linear
    } else {
      others.values().forEach(this::put);
    }
  }

  private Fold live() {
    if (finished) {
      throw new IllegalStateException("the fold has been finished");
    }
    return this;
  }

  private static Stamp stamp(Event event) {
    return new Stamp(event.occurredAtNanos(), event.id());
  }

  private static String version(Origin origin) {
    var version = origin.resource().attributes().text(SERVICE_VERSION);
    return version == null ? "" : version;
  }
}
