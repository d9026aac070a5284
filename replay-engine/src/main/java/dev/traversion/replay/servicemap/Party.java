package dev.traversion.replay.servicemap;

import dev.traversion.model.mirror.ServiceId;
import java.util.Locale;

/** One end of an edge: a service that records, or something that does not. */
public sealed interface Party {

  /** Names it within its map; the same in every map, so that a drawing can follow it. */
  String id();

  /** A service that has a history. */
  record Recorded(ServiceId service) implements Party {
    @Override
    public String id() {
      return "service:" + service.path();
    }
  }

  /**
   * Something that only its callers tell of, by the attributes of their outbound calls.
   *
   * @param system what it runs, e.g. {@code postgresql}; empty when not told
   * @param name the database, the destination, the host, or the service by its callers' word
   * @param address {@code host} or {@code host:port} of a database or broker; empty when not told
   */
  record Outside(Kind kind, String system, String name, String address) implements Party {

    /** What kind of thing it is. */
    public enum Kind {
      DATABASE,
      QUEUE,
      HOST
    }

    @Override
    public String id() {
      return "outside:"
          + kind.name().toLowerCase(Locale.ROOT)
          + ":"
          + String.join("/", system, name, address);
    }
  }
}
