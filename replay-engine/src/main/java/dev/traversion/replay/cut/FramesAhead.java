package dev.traversion.replay.cut;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.FrameStore;
import dev.traversion.journal.StoredFrame;
import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The next frames of one mirror, in order: listed many at a time, and their bytes read many at a
 * time too, since each is asked for alone. A read that fails leaves everything as it was. Not
 * thread-safe.
 */
final class FramesAhead {
  /** Frames that are listed at once. An entry is small. */
  private static final int LISTED_AT_ONCE = 64;

  private final MirrorId mirror;
  private final FrameIndex index;
  private final FrameStore frames;
  private final Deque<FrameEntry> listed = new ArrayDeque<>();

  /** Of the first that are listed, {@link #read} many, the stored rows. */
  private final Map<Long, List<StoredFrame>> stored = new HashMap<>();

  private int read;
  private long taken;
  private boolean allListed;

  /**
   * @param taken the sequence number after which to begin
   */
  FramesAhead(MirrorId mirror, FrameIndex index, FrameStore frames, long taken) {
    this.mirror = mirror;
    this.index = index;
    this.frames = frames;
    this.taken = taken;
  }

  MirrorId mirror() {
    return mirror;
  }

  /** The sequence number of the frame that was taken last. */
  long taken() {
    return taken;
  }

  boolean isEmpty() {
    return listed.isEmpty();
  }

  /** When the next frame began to be recorded. */
  long recordedNanos() {
    return listed.getFirst().summary().minRecordedNanos();
  }

  /** Asks the index for what is new, where nothing is left of what it told before. */
  void look() {
    allListed = false;
    lookFurther();
  }

  /** The same, unless it told last time that there was no more. */
  void lookFurther() {
    if (listed.isEmpty() && !allListed) {
      var entries = index.read(mirror, taken + 1, LISTED_AT_ONCE);
      listed.addAll(entries);
      allListed = entries.size() < LISTED_AT_ONCE;
    }
  }

  /**
   * What is stored of the next frame: nothing where it was lost, two rows where a write was tried
   * again.
   *
   * @param mostBytes see {@link #read}
   */
  List<StoredFrame> take(long mostBytes) {
    read(mostBytes);
    taken = listed.removeFirst().address().sequenceNr();
    read--;
    var rows = stored.remove(taken);
    return rows == null ? List.of() : rows;
  }

  /**
   * Has the next frame at hand, and those after it.
   *
   * @param mostBytes so many bytes of frames are read at once, but one frame at least
   */
  void read(long mostBytes) {
    if (read > 0 || listed.isEmpty()) {
      return;
    }
    var numbers = new ArrayList<Long>();
    long bytes = 0;
    for (var entry : listed) {
      bytes += entry.bytes();
      if (bytes > mostBytes && !numbers.isEmpty()) {
        break;
      }
      numbers.add(entry.address().sequenceNr());
    }
    for (var frame : frames.read(mirror, numbers.stream().mapToLong(Long::longValue).toArray())) {
      stored.computeIfAbsent(frame.address().sequenceNr(), _ -> new ArrayList<>(1)).add(frame);
    }
    read = numbers.size();
  }
}
