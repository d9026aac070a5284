package dev.traversion.replay;

import java.util.ArrayList;
import java.util.List;

/** A set of sequence numbers, as ascending ranges that do not touch. Immutable. */
record SequenceRanges(List<Range> ranges) {
  private static final SequenceRanges NONE = new SequenceRanges(List.of());

  /** The numbers {@code from..to}, both inclusive. */
  record Range(long from, long to) {}

  SequenceRanges {
    ranges = List.copyOf(ranges);
  }

  static SequenceRanges none() {
    return NONE;
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  boolean contains(long sequenceNr) {
    int low = 0;
    int high = ranges.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      var range = ranges.get(middle);
      if (sequenceNr < range.from) {
        high = middle - 1;
      } else if (sequenceNr > range.to) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  /** Gathers numbers that are added in ascending order. */
  static final class Builder {
    private final List<Range> ranges = new ArrayList<>();

    void add(long from, long to) {
      if (from > to) {
        return;
      }
      if (!ranges.isEmpty() && ranges.getLast().to + 1 >= from) {
        var last = ranges.removeLast();
        ranges.add(new Range(last.from, Math.max(last.to, to)));
      } else {
        ranges.add(new Range(from, to));
      }
    }

    SequenceRanges build() {
      return ranges.isEmpty() ? NONE : new SequenceRanges(ranges);
    }
  }
}
