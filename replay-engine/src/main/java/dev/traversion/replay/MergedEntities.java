package dev.traversion.replay;

import dev.traversion.model.state.EntityState;
import dev.traversion.model.state.LastWrite;
import dev.traversion.replay.keyframe.SortedMerge;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Streams of entities, each in order, as one: of each entity the last write. */
final class MergedEntities {
  private static final Comparator<EntityState> BY_ENTITY =
      Comparator.comparing(EntityState::entity);

  private MergedEntities() {}

  static Iterator<EntityState> of(List<Iterator<EntityState>> streams) {
    return new SortedMerge<>(streams, BY_ENTITY, LastWrite::ofEntities);
  }
}
