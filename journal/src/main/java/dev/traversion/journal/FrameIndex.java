package dev.traversion.journal;

import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

/**
 * What is in which frame: time span, counts and filters, one small row a frame, in a table of its
 * own. Being a second row for every acknowledged frame, it also lets a hole in the journal be
 * noticed.
 *
 * <p>Reads block (virtual threads) and throw {@link JournalUnavailableException}.
 */
public interface FrameIndex {

  /**
   * Writes the row of a frame. Idempotent.
   *
   * @param events the frame's events, from which the filters are made
   * @return completes when the row is durable; fails with {@link JournalUnavailableException}
   */
  CompletionStage<Void> write(FrameEntry entry, List<? extends Event> events);

  /** Entries with {@code sequenceNr >= from}, ascending, at most {@code limit}. */
  List<FrameEntry> read(MirrorId mirror, long from, int limit);

  /** The filters of the frames {@code from..to} (inclusive), by sequence number. */
  SortedMap<Long, FrameFilters> filters(MirrorId mirror, long from, long to);
}
