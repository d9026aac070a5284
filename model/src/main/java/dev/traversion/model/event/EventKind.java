package dev.traversion.model.event;

import java.util.Locale;

/** The seven kinds of event. The ordinal is stored in frames: append only. */
public enum EventKind {
  CALL,
  LOG,
  MEASUREMENT,
  ENTITY_CHANGE,
  DEPLOYMENT,
  CONFIG_CHANGE,
  SIGNAL;

  /** The name in URLs and JSON, e.g. {@code entity-change}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads {@link #text()} back.
   *
   * @throws IllegalArgumentException naming the known kinds
   */
  public static EventKind parse(String text) {
    for (var kind : values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "unknown event kind '"
            + text
            + "'; known: call, log, measurement, entity-change, "
            + "deployment, config-change, signal");
  }
}
