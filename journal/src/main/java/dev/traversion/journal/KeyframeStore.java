package dev.traversion.journal;

import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.Optional;

/**
 * Keeps keyframes: entries in key order, cut into chunks, and so many chunks to a page with one
 * directory. What is in a chunk, a directory or a summary is the engine's affair. A keyframe is a
 * cache of a fold: losing one costs time, never truth. Calls block and throw {@link
 * JournalUnavailableException}.
 */
public interface KeyframeStore {

  /**
   * Names a keyframe and says what it stands for.
   *
   * @param after it covers the frames numbered above this one
   * @param upTo up to this one, inclusive
   * @param horizonNanos it answers for instants from here on; {@link Long#MIN_VALUE}: for every one
   * @param build tells two that were built of the same frames apart
   */
  record KeyframeId(MirrorId mirror, long after, long upTo, long horizonNanos, long build) {
    public KeyframeId {
      if (after < 0 || upTo <= after) {
        throw new IllegalArgumentException("a keyframe covers at least one frame");
      }
    }
  }

  /**
   * A keyframe that is whole; its bytes are not copied, not to be changed.
   *
   * @param pages how many it has
   * @param summary what a reader has to know before it opens a page
   */
  record Listed(KeyframeId id, int pages, byte[] summary) {}

  /** Announces a keyframe that is about to be written, so that what a crash leaves is found. */
  void begin(KeyframeId keyframe);

  /** Writes the chunks of a page, then its directory. */
  void writePage(KeyframeId keyframe, int page, byte[] directory, List<byte[]> chunks);

  /** Lists a keyframe, all pages of which are written: from now on it is found. */
  void finish(Listed keyframe);

  /** The keyframes of a mirror that are whole, in no particular order. */
  List<Listed> list(MirrorId mirror);

  /** Keyframes that were announced and not finished: being written now, or given up in a crash. */
  List<KeyframeId> unfinished(MirrorId mirror);

  /** The directory of a page; empty when there is none. */
  Optional<byte[]> directory(KeyframeId keyframe, int page);

  /** A chunk of a page, numbered from 0 in each; empty when there is none. */
  Optional<byte[]> chunk(KeyframeId keyframe, int page, int number);

  /** Forgets a keyframe, finished or not. */
  void delete(KeyframeId keyframe);
}
