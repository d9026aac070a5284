package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.keyframe.SequenceRanges;
import java.util.List;

/**
 * What some neighbouring rows of the frame index say together. The rows themselves are with {@link
 * BlockRows}, which know a block by its identity.
 *
 * @param missing numbers between the first and the last that are not among the rows
 * @param earliestNanos the earliest {@code occurredAt} of all
 * @param latestNanos the latest
 * @param latestEndNanos the latest end of a call, or {@code latestNanos} if that is later
 * @param events of all frames
 * @param deployments among these
 */
record FrameBlock(
    MirrorId mirror,
    long firstNumber,
    long lastNumber,
    SequenceRanges missing,
    long earliestNanos,
    long latestNanos,
    long latestEndNanos,
    long events,
    long deployments) {

  /**
   * @param rows of one mirror, ascending by number, at least one
   */
  static FrameBlock of(List<FrameEntry> rows) {
    long earliest = Long.MAX_VALUE;
    long latest = Long.MIN_VALUE;
    long latestEnd = Long.MIN_VALUE;
    long events = 0;
    long deployments = 0;
    var missing = new SequenceRanges.Builder();
    long expected = rows.getFirst().address().sequenceNr();
    for (var row : rows) {
      missing.add(expected, row.address().sequenceNr() - 1);
      expected = row.address().sequenceNr() + 1;
      var summary = row.summary();
      earliest = Math.min(earliest, summary.minOccurredNanos());
      latest = Math.max(latest, summary.maxOccurredNanos());
      latestEnd = Math.max(latestEnd, summary.maxEndNanos());
      events += summary.total();
      deployments += summary.count(EventKind.DEPLOYMENT);
    }
    return new FrameBlock(
        rows.getFirst().address().mirror(),
        rows.getFirst().address().sequenceNr(),
        rows.getLast().address().sequenceNr(),
        missing.build(),
        earliest,
        latest,
        latestEnd,
        events,
        deployments);
  }

  /** How many rows. */
  int size() {
    return (int) (lastNumber - firstNumber + 1 - missing.count());
  }

  /** Whether a row of this number is among them. */
  boolean lists(long sequenceNr) {
    return sequenceNr >= firstNumber && sequenceNr <= lastNumber && !missing.contains(sequenceNr);
  }

  /** Whether what they say together holds of a row, too. */
  boolean speaksFor(FrameEntry row) {
    return lists(row.address().sequenceNr())
        && row.summary().minOccurredNanos() >= earliestNanos
        && row.summary().maxOccurredNanos() <= latestNanos
        && row.summary().maxEndNanos() <= latestEndNanos;
  }
}
