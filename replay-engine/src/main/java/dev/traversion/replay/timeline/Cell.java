package dev.traversion.replay.timeline;

/**
 * What one bucket of a tile holds. Immutable; arrays are shared, not to be changed.
 *
 * @param bucket which of its tile, from 0
 * @param counts events by {@link dev.traversion.model.event.EventKind#ordinal()}
 * @param errors of these, those that report a failure
 * @param longestNanos the longest call
 * @param classes of {@link LatencyHistogram}, ascending, that hold calls
 * @param calls how many, by class
 */
record Cell(
    int bucket, long[] counts, long errors, long longestNanos, int[] classes, long[] calls) {

  /** Bytes held, roughly. */
  int weight() {
    return 160 + 12 * classes.length;
  }
}
