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

  /** The lanes of one service; looked up once for the many events of a delivery. */
  public Lanes of(ServiceId service) {
    return new Lanes(service, lanes.getOrDefault(service.path(), defaultLanes));
  }

  /**
   * The lanes of one service.
   *
   * @param count at least 1
   */
  public record Lanes(ServiceId service, int count) {

    /** Where an event of the service goes. */
    public MirrorId mirror(Event event) {
      return new MirrorId(service, count == 1 ? 0 : Math.floorMod(hash(event), count));
    }
  }

  private static int hash(Event event) {
    return switch (event) {
      case EntityChange change ->
          mix(31 * change.entity().type().hashCode() + change.entity().key().hashCode());
      case ConfigChange change -> mix(change.key().hashCode());
      case Deployment _ -> 0;
      default -> {
        var trace = event.context().traceId();
        if (!trace.isNone()) {
          yield mix(Long.hashCode(trace.high() ^ trace.low()));
        }
        var id = event.id();
        yield mix(Long.hashCode(id.high() ^ id.low()));
      }
    };
  }

  private static int mix(int hash) {
    int spread = hash * 0x9E3779B9;
    return spread ^ (spread >>> 16);
  }
}
