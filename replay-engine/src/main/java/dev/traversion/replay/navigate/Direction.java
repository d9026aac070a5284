package dev.traversion.replay.navigate;

import java.util.Locale;

/** Which way to go along the time line. */
public enum Direction {
  /** Towards the later. */
  NEXT,
  /** Towards the earlier. */
  PREVIOUS;

  /** The name in URLs and JSON, e.g. {@code next}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
