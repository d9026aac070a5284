package dev.traversion.replay.keyframe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of sequence numbers, as ascending ranges that do not touch. Immutable. */
public record SequenceRanges(List<Range> ranges) {
  private static final SequenceRanges NONE = new SequenceRanges(List.of());

  /** The numbers {@code from..to}, both inclusive. */
  public record Range(long from, long to) {}

  public SequenceRanges {
    ranges = List.copyOf(ranges);
  }

  public static SequenceRanges none() {
    return NONE;
  }

  /** The numbers that are in any of them. */
  static SequenceRanges union(List<SequenceRanges> all) {
    var union = new Builder();
    all.stream()
        .flatMap(some -> some.ranges.stream())
        .sorted(Comparator.comparingLong(Range::from))
        .forEach(range -> union.add(range.from, range.to));
    return union.build();
  }

  /** Those of the numbers that are above another. */
  SequenceRanges above(long sequenceNr) {
    var above = new Builder();
    ranges.forEach(range -> above.add(Math.max(range.from, sequenceNr + 1), range.to));
    return above.build();
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  public boolean contains(long sequenceNr) {
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

  /** How many numbers are in them. */
  public long count() {
    return ranges.stream().mapToLong(range -> range.to() - range.from() + 1).sum();
  }

  /** Gathers numbers that are added in ascending order. */
  public static final class Builder {
    private final List<Range> ranges = new ArrayList<>();

    public void add(long from, long to) {
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

    public SequenceRanges build() {
      return ranges.isEmpty() ? NONE : new SequenceRanges(ranges);
    }
  }
}
