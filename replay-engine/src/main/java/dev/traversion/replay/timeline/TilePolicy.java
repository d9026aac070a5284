package dev.traversion.replay.timeline;

import java.time.Duration;

/**
 * When tiles are brought up to date. Until then questions read the new frames themselves, so this
 * weighs their work against rewriting the same few tiles again and again.
 *
 * @param newFrames how many frames a mirror gains before its tiles are written again
 * @param longest after which time they are, however few
 * @param batchFrames how many frames are counted before tiles are written
 */
public record TilePolicy(int newFrames, Duration longest, int batchFrames) {
  public TilePolicy {
    if (newFrames < 1 || longest.isNegative() || batchFrames < 1) {
      throw new IllegalArgumentException("a tile policy out of bounds");
    }
  }

  public static TilePolicy defaults() {
    return new TilePolicy(32, Duration.ofMinutes(1), 256);
  }
}
