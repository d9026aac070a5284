package dev.traversion.replay;

import dev.traversion.model.state.Fold;
import java.time.Duration;

/**
 * Bounds of the replay engine.
 *
 * @param vitalsWindow how far vitals look back
 * @param openTimeout how long a mirror may take to show its open frame
 * @param searchBudget after which time a search answers with what it has
 * @param holeRecheck how long a frame missing from the index is taken to be missing before the
 *     index is asked again
 * @param catalogueBytes most that the catalogue of frames may hold
 * @param filterBytes most that cached filters of frames may hold; slices of term runs, half of it
 * @param frameBytes most that cached frames may hold, as stored
 * @param keyframeBytes most that opened chunks and directories of keyframes may hold
 * @param parallelReads how many batches of frames are read and decoded at a time, by all callers
 *     together
 */
public record ReplaySettings(
    Duration vitalsWindow,
    Duration openTimeout,
    Duration searchBudget,
    Duration holeRecheck,
    long catalogueBytes,
    long filterBytes,
    long frameBytes,
    long keyframeBytes,
    int parallelReads) {
  private static final long MIB = 1 << 20;

  public ReplaySettings {
    if (vitalsWindow.isNegative() || vitalsWindow.isZero()) {
      throw new IllegalArgumentException("the vitals window is longer than nothing");
    }
    if (parallelReads < 1) {
      throw new IllegalArgumentException("at least one batch is read at a time");
    }
  }

  /** Most that the decoded times and kinds of frames may hold: a third of what their bytes may. */
  long occurrenceBytes() {
    return frameBytes / 3;
  }

  /** Most that the decoded calls of frames may hold: a quarter of what their bytes may. */
  long callBytes() {
    return frameBytes / 4;
  }

  /** Most that cached timeline tiles may hold, roughly: half of what keyframes may. */
  long tileBytes() {
    return keyframeBytes / 2;
  }

  public static ReplaySettings defaults() {
    return new ReplaySettings(
        Duration.ofNanos(Fold.DEFAULT_WINDOW_NANOS),
        Duration.ofMillis(500),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        128 * MIB,
        64 * MIB,
        96 * MIB,
        128 * MIB,
        Math.max(2, Runtime.getRuntime().availableProcessors()));
  }

  public ReplaySettings withSearchBudget(Duration budget) {
    return new ReplaySettings(
        vitalsWindow,
        openTimeout,
        budget,
        holeRecheck,
        catalogueBytes,
        filterBytes,
        frameBytes,
        keyframeBytes,
        parallelReads);
  }

  public ReplaySettings withHoleRecheck(Duration recheck) {
    return new ReplaySettings(
        vitalsWindow,
        openTimeout,
        searchBudget,
        recheck,
        catalogueBytes,
        filterBytes,
        frameBytes,
        keyframeBytes,
        parallelReads);
  }

  /** The same with caches of at most this many bytes each. */
  public ReplaySettings withCaches(long bytesEach) {
    return new ReplaySettings(
        vitalsWindow,
        openTimeout,
        searchBudget,
        holeRecheck,
        bytesEach,
        bytesEach,
        bytesEach,
        bytesEach,
        parallelReads);
  }
}
