package dev.traversion.replay.keyframe;

import java.time.Duration;

/**
 * When keyframes are built and merged.
 *
 * @param newFrames how many frames a mirror gains before the next keyframe is built of them
 * @param fanOut how many keyframes of a tier are merged into one of the next
 * @param fullBytes how large all that came after the last full keyframe grows, before compression,
 *     until the next full one is made; if that one is larger, as large as it
 * @param lag how far a full keyframe's horizon stays behind the newest events
 * @param chunkBytes how large a chunk grows, before compression
 * @param chunksPerPage how many chunks a page has: the writer keeps so many in memory
 */
public record KeyframePolicy(
    int newFrames, int fanOut, long fullBytes, Duration lag, int chunkBytes, int chunksPerPage) {
  public KeyframePolicy {
    if (newFrames < 1
        || fanOut < 2
        || fullBytes < 1
        || lag.isNegative()
        || chunkBytes < 1
        || chunksPerPage < 1) {
      throw new IllegalArgumentException("a keyframe policy out of bounds");
    }
  }

  public static KeyframePolicy defaults() {
    return new KeyframePolicy(32, 8, 4 << 20, Duration.ofSeconds(30), 64 << 10, 64);
  }
}
