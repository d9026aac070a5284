package dev.traversion.journal;

import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads journaled frames. Writing them is the mirror's alone.
 *
 * <p>Calls block and are meant for virtual threads. They throw {@link JournalUnavailableException}
 * when the store does not answer.
 */
public interface FrameStore {

  /**
   * The frames with the given sequence numbers, in ascending order. A number that the journal does
   * not hold is left out: the caller, who knows what it asked for, sees the hole.
   */
  List<StoredFrame> read(MirrorId mirror, long[] ascendingSequenceNrs);

  /** Streams the frames {@code from..to} (both inclusive) in ascending order, leaving out holes. */
  void readRange(MirrorId mirror, long from, long to, Consumer<StoredFrame> action);

  /** The highest sequence number that the journal holds for a mirror; 0 when it holds none. */
  long highestSequenceNr(MirrorId mirror);
}
