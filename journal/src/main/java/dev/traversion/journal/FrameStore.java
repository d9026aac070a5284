package dev.traversion.journal;

import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads journaled frames. Writing them is the mirror's alone.
 *
 * <p>A row with the manifest {@link #LOST_MANIFEST} is no frame but a marker: the frame of that
 * number was lost, and the mirror went on after it. Markers count for {@link #highestSequenceNr}
 * only; every other method treats them as absent. Where a retried write left two rows under one
 * number, both are answered.
 *
 * <p>Calls block and are meant for virtual threads. They throw {@link JournalUnavailableException}
 * when the store does not answer.
 */
public interface FrameStore {

  /** Serializer manifest of a row that marks a lost frame; a frame's own manifest is empty. */
  String LOST_MANIFEST = "lost";

  /**
   * The frames with the given sequence numbers, in ascending order. A number that the journal does
   * not hold is left out: the caller, who knows what it asked for, sees the hole.
   */
  List<StoredFrame> read(MirrorId mirror, long[] ascendingSequenceNrs);

  /** Streams the frames {@code from..to} (both inclusive) in ascending order, leaving out holes. */
  void readRange(MirrorId mirror, long from, long to, Consumer<StoredFrame> action);

  /**
   * Which sequence numbers of {@code from..to} (both inclusive) the journal holds a frame for,
   * ascending. Reads no frame.
   */
  long[] present(MirrorId mirror, long from, long to);

  /** The highest sequence number that the journal holds for a mirror; 0 when it holds none. */
  long highestSequenceNr(MirrorId mirror);
}
