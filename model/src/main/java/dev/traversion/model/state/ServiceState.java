package dev.traversion.model.state;

import dev.traversion.model.event.EntityRef;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The state of one service (or of one lane of it) at an instant. Immutable.
 *
 * <p>The parts merge commutatively and idempotently: entities, settings and deployments by last
 * write, calls by identity.
 */
public interface ServiceState {
  /** The instant. */
  long atNanos();

  /** Entities by reference, tombstones included. */
  SortedMap<EntityRef, EntityState> entities();

  /** Settings by key, tombstones included. */
  SortedMap<String, ConfigState> config();

  /** Versions deployed so far, the latest deployment last. */
  List<DeploymentState> deployments();

  /** The version that was running. */
  Optional<DeploymentState> running();

  /** Calls with {@code start <= at < end}, by start. */
  List<CallState> inFlight();

  /** Vitals of the window that ended at the instant. */
  Vitals vitals();
}
