package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.event.EventKind;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.frame.FrameSummary;
import dev.traversion.model.frame.Lulls;
import dev.traversion.model.mirror.MirrorId;
import java.util.Arrays;
import java.util.List;

/**
 * Some neighbouring rows of the frame index of one mirror, column by column: that is half of what
 * they take as objects, and most are only looked at. Immutable.
 */
final class FrameRows {
  private static final int KINDS = EventKind.values().length;
  private static final int BYTES = 256;

  /** Six numbers, the counts, the size, the errors, and where the lulls are. */
  private static final int BYTES_PER_ROW =
      6 * Long.BYTES + KINDS * Integer.BYTES + 3 * Integer.BYTES;

  private final long[] numbers;
  private final long[] minOccurred;
  private final long[] maxOccurred;
  private final long[] maxEnd;
  private final long[] minRecorded;
  private final long[] maxRecorded;

  /** By kind, row after row. */
  private final int[] counts;

  private final int[] errors;
  private final int[] bytes;
  private final Lulls[] lulls;
  private final int weight;

  private FrameRows(List<FrameEntry> rows) {
    int size = rows.size();
    numbers = new long[size];
    minOccurred = new long[size];
    maxOccurred = new long[size];
    maxEnd = new long[size];
    minRecorded = new long[size];
    maxRecorded = new long[size];
    counts = new int[size * KINDS];
    errors = new int[size];
    bytes = new int[size];
    lulls = new Lulls[size];
    int held = BYTES + size * BYTES_PER_ROW;
    for (int row = 0; row < size; row++) {
      var entry = rows.get(row);
      var summary = entry.summary();
      numbers[row] = entry.address().sequenceNr();
      minOccurred[row] = summary.minOccurredNanos();
      maxOccurred[row] = summary.maxOccurredNanos();
      maxEnd[row] = summary.maxEndNanos();
      minRecorded[row] = summary.minRecordedNanos();
      maxRecorded[row] = summary.maxRecordedNanos();
      System.arraycopy(summary.counts(), 0, counts, row * KINDS, KINDS);
      errors[row] = summary.errors();
      bytes[row] = entry.bytes();
      lulls[row] = summary.lulls();
      held += summary.lulls().weight();
    }
    weight = held;
  }

  /**
   * @param rows ascending by number
   */
  static FrameRows of(List<FrameEntry> rows) {
    return new FrameRows(rows);
  }

  int size() {
    return numbers.length;
  }

  long number(int row) {
    return numbers[row];
  }

  /** The first row whose number is at least so high; {@link #size} if there is none. */
  int rowAtOrAfter(long sequenceNr) {
    int found = Arrays.binarySearch(numbers, sequenceNr);
    return found >= 0 ? found : -found - 1;
  }

  FrameEntry entry(MirrorId mirror, int row) {
    return new FrameEntry(
        new FrameAddress(mirror, numbers[row]),
        new FrameSummary(
            minOccurred[row],
            maxOccurred[row],
            maxEnd[row],
            minRecorded[row],
            maxRecorded[row],
            Arrays.copyOfRange(counts, row * KINDS, (row + 1) * KINDS),
            errors[row],
            lulls[row]),
        bytes[row]);
  }

  boolean beginsBy(int row, long nanos) {
    return minOccurred[row] <= nanos;
  }

  /** Whether something in a frame may have occurred in {@code first..last} (both inclusive). */
  boolean mayOccurWithin(int row, long firstNanos, long lastNanos) {
    return minOccurred[row] <= lastNanos
        && maxOccurred[row] >= firstNanos
        && (firstNanos <= minOccurred[row] // a lull lies between two events
            || lastNanos >= maxOccurred[row]
            || !lulls[row].cover(firstNanos, lastNanos));
  }

  /** Bytes held, roughly. */
  int weight() {
    return weight;
  }
}
