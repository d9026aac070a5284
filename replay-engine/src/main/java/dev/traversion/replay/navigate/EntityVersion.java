package dev.traversion.replay.navigate;

import java.util.List;

/**
 * One write in an entity's history.
 *
 * @param changes the fields whose values it changed, in their order; empty when it wrote the same
 *     again
 * @param limited whether it changed more fields than are told of
 */
public record EntityVersion(Write write, List<FieldChange> changes, boolean limited) {
  /** The most changed fields that are told of. */
  public static final int MOST_CHANGES = 100;

  public EntityVersion {
    changes = List.copyOf(changes);
  }
}
