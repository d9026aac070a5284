package dev.traversion.replay.keyframe;

import dev.traversion.journal.filter.EntityFilter;
import dev.traversion.replay.pack.MalformedException;
import dev.traversion.replay.pack.Packer;
import dev.traversion.replay.pack.Unpacker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is in the chunks of one page: the first key of each, when what it holds occurred, and a
 * filter of the entities in all.
 */
record Directory(List<Place> chunks, EntityFilter entities) {

  /**
   * One chunk.
   *
   * @param earliestNanos the earliest {@code occurredAt} of a write in it
   * @param latestNanos the latest
   */
  record Place(byte[] firstKey, long earliestNanos, long latestNanos) {}

  void write(Packer to) {
    to.unsigned(chunks.size());
    for (var chunk : chunks) {
      to.bytes(chunk.firstKey);
      to.signed(chunk.earliestNanos);
      to.signed(chunk.latestNanos);
    }
    to.bytes(entities.encode());
  }

  static Directory read(Unpacker from) throws MalformedException {
    var chunks = new ArrayList<Place>();
    for (int left = from.count(); left > 0; left--) {
      chunks.add(new Place(from.bytes(), from.signed(), from.signed()));
    }
    try {
      return new Directory(List.copyOf(chunks), EntityFilter.decode(from.bytes()));
    } catch (IllegalArgumentException _) {
      throw new MalformedException("a directory without a filter");
    }
  }

  /** The number of the last chunk that begins at or below a key; 0 if all begin above. */
  int floor(byte[] key) {
    int low = 0;
    int high = chunks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(chunks.get(middle).firstKey, key) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.max(0, low - 1);
  }

  int weight() {
    int keys = 0;
    for (var chunk : chunks) {
      keys += 80 + chunk.firstKey.length;
    }
    return 64 + keys + entities.weight();
  }
}
