package dev.traversion.demo;

import java.time.Duration;

/**
 * How fast the story runs.
 *
 * @param factor 1 is the pace for people, less is faster
 */
record Tempo(double factor) {
  static final Tempo FOR_PEOPLE = new Tempo(1);
  static final Tempo FOR_TESTS = new Tempo(0.3);

  Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * factor * 1e9));
  }
}
