package dev.traversion.replay.timeline;

import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Counts durations by class; histograms are merged by adding up, in any order, with the same
 * result. Not thread-safe.
 *
 * <p>The classes are DDSketch's (Masson, Rim and Lee, 2019): each spans 2%, so that its middle is
 * within 1% of whatever is in it. Class 0 is for durations of nothing. The mapping is stored in
 * tiles by its classes: another accuracy is another format.
 */
final class LatencyHistogram {
  static final double RELATIVE_ERROR = 0.01;

  private static final IndexMapping MAPPING = new CubicallyInterpolatedMapping(RELATIVE_ERROR);
  private static final int FIRST = MAPPING.index(1);
  private static final long[] NONE = {};

  /** One more than the class of the longest duration. */
  static final int CLASSES = classOf(Long.MAX_VALUE) + 1;

  /** Counts of the classes from {@code lowest} on. */
  private long[] counts = NONE;

  private int lowest;

  static int classOf(long nanos) {
    return nanos <= 0 ? 0 : MAPPING.index((double) nanos) - FIRST + 1;
  }

  private static long middleOf(int number) {
    return number == 0 ? 0 : Math.round(MAPPING.value(number + FIRST - 1));
  }

  void add(int number, long count) {
    if (counts.length == 0) {
      counts = new long[8];
      lowest = number;
    } else if (number < lowest) {
      int newLowest = Math.max(0, number - counts.length / 2);
      var wider = new long[counts.length + lowest - newLowest];
      System.arraycopy(counts, 0, wider, lowest - newLowest, counts.length);
      counts = wider;
      lowest = newLowest;
    } else if (number - lowest >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(number - lowest + 1, counts.length * 3 / 2));
    }
    counts[number - lowest] += count;
  }

  /** The classes that hold something, ascending. */
  int[] classes() {
    return IntStream.range(0, counts.length)
        .filter(i -> counts[i] != 0)
        .map(i -> lowest + i)
        .toArray();
  }

  /** How many durations fell into each of {@link #classes()}. */
  long[] amounts() {
    return Arrays.stream(counts).filter(count -> count != 0).toArray();
  }

  /**
   * Reads the quantiles.
   *
   * @param longest the longest duration counted, which no quantile exceeds
   */
  Latency latency(long longest) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    if (total == 0) {
      return longest == 0 ? Latency.none() : new Latency(0, 0, 0, longest);
    }
    return new Latency(
        quantile(total, 50, longest),
        quantile(total, 95, longest),
        quantile(total, 99, longest),
        longest);
  }

  private long quantile(long total, int percent, long longest) {
    long rank = (total * percent + 99) / 100;
    long passed = 0;
    for (int i = 0; i < counts.length; i++) {
      passed += counts[i];
      if (passed >= rank) {
        return Math.min(longest, middleOf(lowest + i));
      }
    }
    return longest;
  }
}
