package dev.traversion.replay.keyframe;

import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.replay.pack.MalformedException;
import dev.traversion.replay.pack.Packer;
import dev.traversion.replay.pack.Unpacker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a reader knows of a keyframe before it opens a page.
 *
 * @param tier 0 for one built of frames, one more for each time that it was merged
 * @param windowNanos the vitals window of which it holds every call at its horizon; {@link
 *     Long#MAX_VALUE} where it has no horizon, and holds every call
 * @param earliestNanos nothing in it occurred before
 * @param newestNanos how far the service's clock had come when its last frame was sealed
 * @param latestEndNanos no interval in it ends later; {@link Long#MIN_VALUE}: there are none
 * @param lengths which classes of intervals it holds, a bit each
 * @param entityEntries how many writes of entities it holds
 * @param bytes how large all its entries are, before compression
 * @param pageKeys the first key of each page
 * @param uncovered numbers in its range that could not be read when it was built
 */
record Summary(
    int tier,
    long windowNanos,
    long earliestNanos,
    long newestNanos,
    long latestEndNanos,
    int lengths,
    long entityEntries,
    long bytes,
    List<byte[]> pageKeys,
    SequenceRanges uncovered) {

  byte[] seal(KeyframeId keyframe) {
    var to = new Packer();
    to.unsigned(tier);
    to.unsigned(windowNanos);
    to.signed(earliestNanos);
    to.signed(newestNanos);
    to.signed(latestEndNanos);
    to.unsigned(lengths);
    to.unsigned(entityEntries);
    to.unsigned(bytes);
    to.unsigned(pageKeys.size());
    pageKeys.forEach(to::bytes);
    to.unsigned(uncovered.ranges().size());
    for (var range : uncovered.ranges()) {
      to.unsigned(range.from());
      to.unsigned(range.to() - range.from());
    }
    return SealedPart.seal(keyframe, SealedPart.SUMMARY, SealedPart.DIRECTORY, to);
  }

  /**
   * @throws UnusableKeyframeException if these are not the bytes of a summary
   */
  static Summary open(KeyframeId keyframe, byte[] sealed) {
    var from = SealedPart.open(keyframe, SealedPart.SUMMARY, SealedPart.DIRECTORY, sealed);
    try {
      return new Summary(
          (int) from.unsigned(),
          from.unsigned(),
          from.signed(),
          from.signed(),
          from.signed(),
          (int) from.unsigned(),
          from.unsigned(),
          from.unsigned(),
          keys(from),
          ranges(from));
    } catch (MalformedException e) {
      throw new UnusableKeyframeException(keyframe, "its summary is not well-formed", e);
    }
  }

  private static List<byte[]> keys(Unpacker from) throws MalformedException {
    var keys = new ArrayList<byte[]>();
    for (int left = from.count(); left > 0; left--) {
      keys.add(from.bytes());
    }
    return List.copyOf(keys);
  }

  private static SequenceRanges ranges(Unpacker from) throws MalformedException {
    var ranges = new SequenceRanges.Builder();
    for (int left = from.count(); left > 0; left--) {
      long first = from.unsigned();
      ranges.add(first, first + from.unsigned());
    }
    return ranges.build();
  }

  /** The number of the last page that begins at or below a key; 0 if all begin above. */
  int pageOf(byte[] key) {
    int low = 0;
    int high = pageKeys.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(pageKeys.get(middle), key) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.max(0, low - 1);
  }

  boolean holds(LengthClass length) {
    return (lengths & 1 << length.ordinal()) != 0;
  }
}
