package dev.traversion.benchmarks.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which events are recorded late, and how late. Of a hundred events about five are:
 *
 * <ul>
 *   <li>four since the instance that sent them could not reach its collector for some minutes to
 *       hours. What it saw meanwhile arrives at once when that ends;
 *   <li>one by itself, a minute to six hours late: a device that was offline, a job's long span, a
 *       queue.
 * </ul>
 *
 * <p>Both spans are log-uniform: ten to a hundred minutes is as likely as a hundred to a thousand.
 */
final class Lateness {
  private static final long MINUTE = 60_000_000_000L;
  private static final double CUT_OFF = 0.04;
  private static final double STRAGGLING = 0.01;
  private static final long SHORTEST_OUTAGE = 5 * MINUTE;
  private static final long LONGEST_OUTAGE = 180 * MINUTE;
  private static final long LEAST_STRAGGLING = MINUTE;
  private static final long MOST_STRAGGLING = 360 * MINUTE;

  private final SplittableRandom random;
  private final List<List<Outage>> outages = new ArrayList<>();
  private final int[] next;

  private record Outage(long from, long to) {}

  /**
   * @param instances how many senders there are, each with outages of its own
   */
  Lateness(Shape shape, int instances, SplittableRandom random) {
    this.random = random;
    this.next = new int[instances];
    for (int i = 0; i < instances; i++) {
      outages.add(outages(shape));
    }
  }

  private List<Outage> outages(Shape shape) {
    var all = new ArrayList<Outage>();
    // The mean of a log-uniform span, from which follows how long the calm between outages lasts.
    double mean =
        (LONGEST_OUTAGE - SHORTEST_OUTAGE) / Math.log((double) LONGEST_OUTAGE / SHORTEST_OUTAGE);
    double calm = mean * (1 - CUT_OFF) / CUT_OFF;
    long at = Shape.START_NANOS;
    while (true) {
      at += (long) (-Math.log(1 - random.nextDouble()) * calm);
      long end = at + logUniform(SHORTEST_OUTAGE, LONGEST_OUTAGE);
      if (end >= shape.endNanos()) {
        return all;
      }
      all.add(new Outage(at, end));
      at = end;
    }
  }

  /**
   * When an event arrives that is ready to be sent at a time; that very time for most. To be asked
   * in order of time for each instance.
   */
  long arrival(int instance, long readyNanos) {
    var own = outages.get(instance);
    while (next[instance] < own.size() && own.get(next[instance]).to() <= readyNanos) {
      next[instance]++;
    }
    if (next[instance] < own.size() && own.get(next[instance]).from() <= readyNanos) {
      return own.get(next[instance]).to();
    }
    return random.nextDouble() < STRAGGLING
        ? readyNanos + logUniform(LEAST_STRAGGLING, MOST_STRAGGLING)
        : readyNanos;
  }

  private long logUniform(long least, long most) {
    return (long) (least * Math.exp(random.nextDouble() * Math.log((double) most / least)));
  }
}
