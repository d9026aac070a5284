package dev.traversion.replay;

import dev.traversion.model.event.EntityRef;
import dev.traversion.model.event.EventId;
import dev.traversion.model.mirror.ServiceId;
import java.util.Map;
import java.util.Set;

/**
 * What of each service belongs to a pause at one instant of the common time line: what its clock
 * had said by then, but for what came before its cause.
 */
record Cut(Map<ServiceId, OfService> services) {

  /**
   * @param localNanos what the service's clock said last
   * @param hidden events by then that a later call caused, by what was recorded: not shown yet
   * @param firstHiddenNanos the earliest of these, by the service's clock; meaningless without any
   * @param entities those that hidden events changed, and when first
   */
  record OfService(
      long localNanos, Set<EventId> hidden, long firstHiddenNanos, Map<EntityRef, Long> entities) {

    /** A cut by the clock alone. */
    static OfService at(long localNanos) {
      return new OfService(localNanos, Set.of(), Long.MAX_VALUE, Map.of());
    }

    boolean isPlain() {
      return hidden.isEmpty();
    }
  }

  OfService of(ServiceId service) {
    var found = services.get(service);
    if (found == null) {
      throw new IllegalArgumentException("the cut does not go through " + service);
    }
    return found;
  }
}
