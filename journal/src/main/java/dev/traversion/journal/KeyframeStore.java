package dev.traversion.journal;

import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps keyframes, in key order and in chunks. A keyframe is a cache of a fold: losing one costs
 * time, never truth. Calls block and throw {@link JournalUnavailableException}.
 */
public interface KeyframeStore {

  /**
   * Names a keyframe: the state at {@code instantNanos}, folded from every frame up to {@code
   * coveredSequenceNr}. A reader adds the frames after that number, whatever their times.
   *
   * @param chunks how many chunks it has
   */
  record KeyframeId(MirrorId mirror, long instantNanos, long coveredSequenceNr, int chunks) {}

  /**
   * One chunk; its bytes are not copied, not to be changed. The first holds what is not an entity;
   * the rest hold entities in key order.
   *
   * @param firstKey the smallest entity key in it, as {@code type NUL key}; empty for the first
   */
  record Chunk(int number, String firstKey, byte[] bytes) {}

  /** What {@link #write} demands of its arguments. */
  static void requireWhole(KeyframeId keyframe, List<Chunk> chunks) {
    if (chunks.size() != keyframe.chunks()) {
      throw new IllegalArgumentException(
          "a keyframe of " + keyframe.chunks() + " chunks came with " + chunks.size());
    }
    for (int i = 0; i < chunks.size(); i++) {
      if (chunks.get(i).number() != i) {
        throw new IllegalArgumentException("chunk " + i + " is numbered " + chunks.get(i).number());
      }
    }
  }

  /**
   * Writes chunks, then the keyframe's own row, so that a keyframe is whole or not there.
   *
   * @throws IllegalArgumentException if the chunks are not numbered 0, 1 ... or not as many as the
   *     keyframe says
   */
  void write(KeyframeId keyframe, List<Chunk> chunks);

  /** The latest keyframe at or before an instant. */
  Optional<KeyframeId> latestAtOrBefore(MirrorId mirror, long instantNanos);

  /**
   * Streams the chunks in order.
   *
   * @throws KeyframeLostException if one is missing; those before it have been streamed
   */
  void read(KeyframeId keyframe, Consumer<Chunk> action);

  /**
   * The one chunk that holds {@code key} ({@code type NUL key}) if the keyframe does.
   *
   * @throws KeyframeLostException if the keyframe, or that chunk, is missing
   */
  Optional<Chunk> chunkFor(KeyframeId keyframe, String key);

  /** Forgets a keyframe. */
  void delete(KeyframeId keyframe);
}
