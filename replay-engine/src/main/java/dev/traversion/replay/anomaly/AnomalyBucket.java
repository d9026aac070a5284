package dev.traversion.replay.anomaly;

import dev.traversion.model.mirror.ServiceId;
import dev.traversion.replay.timeline.Level;
import java.util.List;

/**
 * A bucket in which a service was unlike before, the first of a run of such.
 *
 * @param startNanos where it begins; it is as long as the level's buckets
 * @param deviations in what, the largest first; at least one
 */
public record AnomalyBucket(
    ServiceId service, Level level, long startNanos, List<Deviation> deviations) {
  public AnomalyBucket {
    deviations = List.copyOf(deviations);
  }
}
