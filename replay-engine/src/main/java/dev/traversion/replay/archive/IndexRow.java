package dev.traversion.replay.archive;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.Gap;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.frame.Lulls;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the frame index knew of a frame: a line of an archive. */
record IndexRow(
    long sequenceNr,
    long minOccurredNanos,
    long maxOccurredNanos,
    long maxEndNanos,
    long minRecordedNanos,
    long maxRecordedNanos,
    int[] counts,
    int errors,
    @Nullable List<Long> lulls,
    int bytes) {

  IndexRow {
    var _ = Lulls.of(lulls); // a line that tells nonsense is refused as it is read
  }

  static IndexRow of(FrameEntry entry) {
    return of(entry.address().sequenceNr(), entry.summary(), entry.bytes());
  }

  private static IndexRow of(long sequenceNr, FrameSummary summary, int bytes) {
    return new IndexRow(
        sequenceNr,
        summary.minOccurredNanos(),
        summary.maxOccurredNanos(),
        summary.maxEndNanos(),
        summary.minRecordedNanos(),
        summary.maxRecordedNanos(),
        summary.counts(),
        summary.errors(),
        summary.lulls().edges(),
        bytes);
  }

  FrameEntry entry(MirrorId mirror) {
    return new FrameEntry(new FrameAddress(mirror, sequenceNr), summary(), bytes);
  }

  private FrameSummary summary() {
    return new FrameSummary(
        minOccurredNanos,
        maxOccurredNanos,
        maxEndNanos,
        minRecordedNanos,
        maxRecordedNanos,
        counts,
        errors,
        Lulls.of(lulls));
  }

  /**
   * A noticed hole: another kind of line.
   *
   * @param lost what the index knew of it: one row, or none
   */
  record Hole(long sequenceNr, long noticedAtNanos, List<IndexRow> lost) {
    Hole {
      lost = List.copyOf(lost);
    }

    static Hole of(Gap gap) {
      long number = gap.address().sequenceNr();
      return new Hole(
          number,
          gap.noticedAtNanos(),
          gap.lost().stream().map(summary -> IndexRow.of(number, summary, 0)).toList());
    }

    Gap gap(MirrorId mirror) {
      return new Gap(
          new FrameAddress(mirror, sequenceNr),
          noticedAtNanos,
          lost.stream().map(IndexRow::summary).findFirst());
    }
  }
}
