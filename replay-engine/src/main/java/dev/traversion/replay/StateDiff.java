package dev.traversion.replay;

import dev.traversion.model.state.ConfigState;
import dev.traversion.model.state.DeploymentState;
import dev.traversion.model.state.EntityState;
import java.util.List;
import java.util.Optional;

/**
 * What differs between the states of one service at two instants. Applied to the first it gives the
 * second.
 */
public record StateDiff(
    long fromNanos,
    long toNanos,
    List<EntityDiff> entities,
    List<ConfigDiff> config,
    Optional<DeploymentState> runningBefore,
    Optional<DeploymentState> runningAfter) {

  /** An entity before and after; empty where it was not known. */
  public record EntityDiff(Optional<EntityState> before, Optional<EntityState> after) {}

  /** A setting before and after; empty where it was not known. */
  public record ConfigDiff(Optional<ConfigState> before, Optional<ConfigState> after) {}
}
