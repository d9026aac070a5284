package dev.traversion.replay.cut;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * What the calls from one service to another say, in one window, of how far the other's clock is
 * ahead. Each pair of calls bounds it: the effect did not start before its cause, and what was
 * waited for ended before the waiting did. Depends on the set of pairs alone, not on their order.
 * Not thread-safe.
 *
 * <p>Source of the constraint: an exchange bounds the offset of two clocks by the time that it took
 * (NTP, RFC 5905); of several such intervals the part that most of them share is right even where
 * some are false (Marzullo, 1984). All pairs together give the exact bounds as long as they agree;
 * where they do not, a bounded sample of them is asked for the majority.
 */
final class PairBounds {
  private static final int SAMPLE = 48;

  /** How many false pairs an edge may have before they hide what is true. */
  private static final int LEASTS = 4;

  /** Of pairs that bound one side only, one in so many may be false. */
  private static final int DOUBTED = 16;

  /** A bounded interval of offsets; the ends may be unbounded. */
  record Interval(long low, long high) {}

  private record Sampled(long low, long high) {}

  private long pairs;
  private long low = -SkewEstimator.UNBOUNDED;
  private long high = SkewEstimator.UNBOUNDED;

  /** The least of what pairs allow at most, ascending; see {@link #lead}. */
  private final long[] leasts = new long[LEASTS];

  /** By a number drawn from the pair itself; the smallest are kept, so that order is no matter. */
  private final TreeMap<Long, Sampled> sample = new TreeMap<>();

  PairBounds() {
    Arrays.fill(leasts, SkewEstimator.UNBOUNDED);
  }

  /**
   * Takes one pair.
   *
   * @param lowest the other's clock is at least so far ahead; minus unbounded where nothing was
   *     waited for
   * @param highest it is at most so far ahead
   * @param draw a number that is random, but always the same for the pair
   */
  void add(long lowest, long highest, long draw) {
    pairs++;
    low = Math.max(low, lowest);
    high = Math.min(high, highest);
    if (highest < leasts[LEASTS - 1] && Arrays.stream(leasts).noneMatch(l -> l == highest)) {
      leasts[LEASTS - 1] = highest;
      Arrays.sort(leasts);
    }
    sample.put(draw, new Sampled(lowest, highest));
    if (sample.size() > SAMPLE) {
      sample.pollLastEntry();
    }
  }

  long pairs() {
    return pairs;
  }

  /**
   * By how much, at most, an effect comes before its cause if the other's clock is taken to be so
   * far ahead; 0 where none does.
   *
   * @param most what exceeds it is taken for an error of recording
   */
  long lead(long offsetNanos, long most) {
    for (long least : leasts) {
      long lead = ServiceClock.minus(offsetNanos, least);
      if (lead <= most) {
        return Math.max(0, lead);
      }
    }
    return 0;
  }

  /** The offsets that the pairs allow, or those that most of them do. */
  Interval interval() {
    if (low <= -SkewEstimator.UNBOUNDED) {
      var highs = sample.values().stream().mapToLong(Sampled::high).sorted().toArray();
      // nothing from the other side would show a false one up
      return new Interval(low, highs[highs.length / DOUBTED]);
    }
    return low <= high ? new Interval(low, high) : majority();
  }

  /** The part that the most sampled intervals share; of several such parts the lowest. */
  private Interval majority() {
    var lows = sample.values().stream().mapToLong(Sampled::low).sorted().toArray();
    var highs = sample.values().stream().mapToLong(Sampled::high).sorted().toArray();
    int best = 0;
    int open = 0;
    int next = 0;
    var found = new Interval(low, high);
    for (int i = 0; i < lows.length; i++) {
      while (next < highs.length && highs[next] < lows[i]) {
        next++;
        open--;
      }
      open++;
      if (open > best) {
        best = open;
        found = new Interval(lows[i], highs[next]);
      }
    }
    return found;
  }
}
