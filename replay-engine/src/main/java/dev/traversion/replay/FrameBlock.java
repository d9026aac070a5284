package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;

/**
 * What some neighbouring rows of the frame index of one mirror say together. Immutable; the rows
 * themselves are with {@link BlockRows}, which know a block by its identity.
 */
final class FrameBlock {
  private final MirrorId mirror;
  private final long firstNumber;
  private final long lastNumber;
  private final int size;
  private final long earliest;
  private final long latest;
  private final long latestEnd;
  private final long events;
  private final long deployments;

  private FrameBlock(List<FrameEntry> rows) {
    mirror = rows.getFirst().address().mirror();
    firstNumber = rows.getFirst().address().sequenceNr();
    lastNumber = rows.getLast().address().sequenceNr();
    size = rows.size();
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    long end = Long.MIN_VALUE;
    long total = 0;
    long deployed = 0;
    for (var row : rows) {
      var summary = row.summary();
      min = Math.min(min, summary.minOccurredNanos());
      max = Math.max(max, summary.maxOccurredNanos());
      end = Math.max(end, summary.maxEndNanos());
      total += summary.total();
      deployed += summary.count(EventKind.DEPLOYMENT);
    }
    earliest = min;
    latest = max;
    latestEnd = end;
    events = total;
    deployments = deployed;
  }

  /**
   * @param rows of one mirror, ascending by number, at least one
   */
  static FrameBlock of(List<FrameEntry> rows) {
    return new FrameBlock(rows);
  }

  MirrorId mirror() {
    return mirror;
  }

  int size() {
    return size;
  }

  long firstNumber() {
    return firstNumber;
  }

  long lastNumber() {
    return lastNumber;
  }

  /** Whether numbers between the first and the last are not listed. */
  boolean hasHoles() {
    return lastNumber - firstNumber + 1 != size;
  }

  /** The earliest {@code occurredAt} of all. */
  long earliestNanos() {
    return earliest;
  }

  /** The latest {@code occurredAt} of all. */
  long latestNanos() {
    return latest;
  }

  /** The latest end of a call of all. */
  long latestEndNanos() {
    return latestEnd;
  }

  /** Events of all frames. */
  long events() {
    return events;
  }

  /** Deployments among these. */
  long deployments() {
    return deployments;
  }
}
