package dev.traversion.recorder.delivery;

import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.ServiceId;
import java.util.List;
import java.util.Map;

/** What a delivery says. */
public sealed interface Decoded {

  /**
   * The delivery was readable.
   *
   * @param byService the events of each service, in the order in which they came
   * @param rejected items that are not acceptable, now or ever
   * @param reason why items were rejected, the first few by name; empty when none were
   */
  record Events(Map<ServiceId, List<Event>> byService, long rejected, String reason)
      implements Decoded {

    /** How many events were accepted. */
    public long accepted() {
      return byService.values().stream().mapToLong(List::size).sum();
    }
  }

  /** The delivery cannot be read at all. */
  record Malformed(String reason) implements Decoded {}
}
