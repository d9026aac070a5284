package dev.traversion.replay.timeline;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Which frames of a mirror are counted: those numbered up to {@code upTo}, without some that could
 * not be read. Immutable.
 *
 * @param without ascending ranges that do not touch, each as its first and last number; none above
 *     {@code upTo}
 */
record Coverage(long upTo, long[] without) {
  private static final Coverage NOTHING = new Coverage(0, new long[0]);

  static Coverage nothing() {
    return NOTHING;
  }

  /**
   * @param without single numbers, in any order; those above {@code upTo} say nothing
   */
  static Coverage of(long upTo, LongStream without) {
    var numbers = without.filter(number -> number <= upTo).sorted().distinct().toArray();
    var ranges = new long[numbers.length * 2];
    int size = 0;
    for (long number : numbers) {
      if (size > 0 && ranges[size - 1] + 1 == number) {
        ranges[size - 1] = number;
      } else {
        ranges[size++] = number;
        ranges[size++] = number;
      }
    }
    return new Coverage(upTo, Arrays.copyOf(ranges, size));
  }

  boolean covers(long sequenceNr) {
    if (sequenceNr > upTo) {
      return false;
    }
    int at = Arrays.binarySearch(without, sequenceNr);
    // Found: the first or last of a range. Else within a range, if an odd number of ends is below.
    return at < 0 && (-at - 1) % 2 == 0;
  }

  /** The numbers that are left out. */
  LongStream missing() {
    var numbers = LongStream.empty();
    for (int i = 0; i < without.length; i += 2) {
      numbers = LongStream.concat(numbers, LongStream.rangeClosed(without[i], without[i + 1]));
    }
    return numbers;
  }

  /**
   * What is covered once a later pass has gone through the frames after this one's last, and had
   * nothing to add: its word counts for those frames, this one's for the earlier.
   */
  Coverage then(Coverage later) {
    if (later.upTo <= upTo) {
      return this;
    }
    if (without.length == 0 && later.without.length == 0) {
      return later;
    }
    return of(later.upTo, LongStream.concat(missing(), later.missing().filter(nr -> nr > upTo)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Coverage that
        && upTo == that.upTo
        && Arrays.equals(without, that.without);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(upTo) * 31 + Arrays.hashCode(without);
  }
}
