package dev.traversion.recorder.mirror;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import dev.traversion.model.event.ConfigChange;
import dev.traversion.model.event.Deployment;
import dev.traversion.model.event.EntityChange;
import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.model.mirror.ServiceId;
import java.util.HashMap;
import java.util.Map;

/**
 * Chooses the lane of an event: by the entity's key where there is one, else by the trace, else by
 * the event's id. The choice depends on the event alone, so a redelivery finds the mirror that
 * knows it.
 */
public final class LaneRouting {
  private final int defaultLanes;
  private final Map<String, Integer> lanes;

  /**
   * @param defaultLanes lanes of a service without an entry
   * @param lanes lanes by {@link ServiceId#path()}
   */
  public LaneRouting(int defaultLanes, Map<String, Integer> lanes) {
    this.defaultLanes = defaultLanes;
    this.lanes = Map.copyOf(lanes);
  }

  /** Reads {@code traversion.lanes}. */
  public static LaneRouting of(Config config) {
    var section = config.getConfig("traversion.lanes");
    var lanes = new HashMap<String, Integer>();
    var services = section.getConfig("services");
    for (var entry : services.entrySet()) {
      var path = ConfigUtil.splitPath(entry.getKey());
      lanes.put(String.join(".", path), services.getInt(entry.getKey()));
    }
    return new LaneRouting(section.getInt("default"), lanes);
  }

  /** Where an event of a service goes. */
  public MirrorId mirror(ServiceId service, Event event) {
    int count = lanes.getOrDefault(service.path(), defaultLanes);
    return new MirrorId(service, count == 1 ? 0 : Math.floorMod(hash(event), count));
  }

  private static int hash(Event event) {
    return switch (event) {
      case EntityChange change -> mix(change.entity().hashCode());
      case ConfigChange change -> mix(change.key().hashCode());
      case Deployment _ -> 0;
      default -> {
        var trace = event.context().traceId();
        var id = event.id();
        yield trace.isNone()
            ? mix(Long.hashCode(id.high() ^ id.low()))
            : mix(Long.hashCode(trace.high() ^ trace.low()));
      }
    };
  }

  private static int mix(int hash) {
    int spread = hash * 0x9E3779B9;
    return spread ^ (spread >>> 16);
  }
}
