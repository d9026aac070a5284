package dev.traversion.replay;

import java.time.Duration;

/**
 * When keyframes are built.
 *
 * @param newFrames how many frames a mirror gains before the next keyframe
 * @param framesPerChunk how many frames it gains for each chunk of the latest keyframe, if that is
 *     more: so a large state is not written for a few new frames
 * @param lag how far a keyframe stays behind the newest events, so that most late ones are in it
 * @param chunkBytes how large a chunk of entities grows, before compression
 */
public record KeyframePolicy(int newFrames, int framesPerChunk, Duration lag, int chunkBytes) {
  public KeyframePolicy {
    if (newFrames < 1 || framesPerChunk < 0 || lag.isNegative() || chunkBytes < 1) {
      throw new IllegalArgumentException("a keyframe policy out of bounds");
    }
  }

  public static KeyframePolicy defaults() {
    return new KeyframePolicy(200, 4, Duration.ofSeconds(30), 256 << 10);
  }
}
