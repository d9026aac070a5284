package dev.traversion.replay.anomaly;

import dev.traversion.replay.anomaly.Deviation.Measure;
import dev.traversion.replay.timeline.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Tells whether a bucket is unlike the buckets before it. Pure; the same series gives the same.
 *
 * <p>Each measure is first brought to a scale on which its scatter does not depend on its size:
 * errors and rate by the square root of the count (Anscombe, 1948), durations by the logarithm. The
 * score is the distance from the median of the {@link #BEFORE} buckets before, by the larger of two
 * scatters: the usual one of those buckets, 1.4826 times their median absolute deviation (which an
 * outage among them hardly moves), and the one that chance alone gives so many events. So a quiet
 * service is not blamed for a handful of events more, and a restless one not for its restlessness.
 *
 * <p>It abstains, rather than guess, with fewer than {@link #LEAST} buckets to compare with, with
 * too few events, and where the change is too small to care about, however certain it is.
 */
public final class Baseline {
  /** How many buckets before one it is compared with. */
  public static final int BEFORE = 60;

  /** With fewer that hold something, nothing is told. */
  static final int LEAST = 20;

  /**
   * Bell-shaped scatter hardly ever reaches this; scatter with a heavy tail, about once in 5,000.
   */
  static final double THRESHOLD = 6;

  private static final double MAD_TO_DEVIATION = 1.4826;
  private static final int LEAST_ERRORS = 5;
  private static final double LEAST_SHARE_MORE = 0.02;
  private static final int LEAST_EVENTS = 20;
  private static final double LEAST_RATE_FACTOR = 2;
  private static final int LEAST_CALLS = 20;
  private static final double LEAST_DURATION_FACTOR = 1.5;

  private Baseline() {}

  /**
   * Compares one bucket with those before it.
   *
   * @param series neighbouring buckets of one width, in order of time
   * @param at which of them
   * @param bucketNanos how long each is
   * @return the largest deviation first; empty where the bucket is as usual, or too little is known
   */
  public static List<Deviation> compare(List<Timeline.Bucket> series, int at, long bucketNanos) {
    var before = series.subList(Math.max(0, at - BEFORE), at);
    // Before the first event nothing is known; later, silence is a fact too.
    int first = 0;
    while (first < before.size() && before.get(first).events() == 0) {
      first++;
    }
    before = before.subList(first, before.size());
    var bucket = series.get(at);
    var found = new ArrayList<Deviation>();
    errorShare(before, bucket).ifPresent(found::add);
    rate(before, bucket, bucketNanos).ifPresent(found::add);
    p95(before, bucket).ifPresent(found::add);
    found.sort((one, other) -> Double.compare(other.score(), one.score()));
    return List.copyOf(found);
  }

  private static Optional<Deviation> errorShare(
      List<Timeline.Bucket> before, Timeline.Bucket bucket) {
    if (bucket.errors() < LEAST_ERRORS) {
      return Optional.empty(); // before anything is sorted: most buckets are as usual
    }
    var shares = values(before, b -> b.events() > 0, Baseline::share);
    if (shares.length < LEAST) {
      return Optional.empty();
    }
    double usual = median(shares);
    double value = share(bucket);
    if (value - usual < LEAST_SHARE_MORE) {
      return Optional.empty();
    }
    double n = bucket.events();
    var roots = values(before, b -> b.events() > 0, b -> root(share(b) * n));
    double score = score(root((double) bucket.errors()), roots, 1);
    return told(new Deviation(Measure.ERROR_SHARE, value, usual, score));
  }

  private static Optional<Deviation> rate(
      List<Timeline.Bucket> before, Timeline.Bucket bucket, long bucketNanos) {
    var counts = values(before, _ -> true, Timeline.Bucket::events);
    if (counts.length < LEAST) {
      return Optional.empty();
    }
    double usual = median(counts);
    double value = bucket.events();
    boolean notable =
        Math.max(value, usual) >= LEAST_EVENTS
            && (value >= usual * LEAST_RATE_FACTOR || value <= usual / LEAST_RATE_FACTOR);
    if (!notable) {
      return Optional.empty();
    }
    double score = score(root(value), Arrays.stream(counts).map(Baseline::root).toArray(), 1);
    double perSecond = 1e9 / bucketNanos;
    return told(new Deviation(Measure.RATE, value * perSecond, usual * perSecond, score));
  }

  private static Optional<Deviation> p95(List<Timeline.Bucket> before, Timeline.Bucket bucket) {
    if (bucket.calls() < LEAST_CALLS) {
      return Optional.empty();
    }
    var logs =
        values(
            before,
            b -> b.calls() >= LEAST_CALLS && b.latency().p95Nanos() > 0,
            b -> Math.log((double) b.latency().p95Nanos()));
    if (logs.length < LEAST) {
      return Optional.empty();
    }
    double usual = Math.exp(median(logs));
    double value = bucket.latency().p95Nanos();
    if (value < usual * LEAST_DURATION_FACTOR) {
      return Optional.empty();
    }
    // The rank of a 95th percentile of n is off by sqrt(0.05 * 0.95 * n); an exponential tail there
    // makes that so much of a logarithm.
    double chance = Math.sqrt(0.95 / 0.05 / bucket.calls()) / Math.log(20);
    return told(
        new Deviation(Measure.P95_NANOS, value, usual, score(Math.log(value), logs, chance)));
  }

  private static Optional<Deviation> told(Deviation deviation) {
    return deviation.score() >= THRESHOLD ? Optional.of(deviation) : Optional.empty();
  }

  private static double score(double value, double[] before, double chance) {
    double median = median(before);
    double scatter =
        MAD_TO_DEVIATION
            * median(Arrays.stream(before).map(other -> Math.abs(other - median)).toArray());
    return Math.abs(value - median) / Math.max(scatter, chance);
  }

  private static double share(Timeline.Bucket bucket) {
    return (double) bucket.errors() / bucket.events();
  }

  /** A count on the scale where chance scatters every count by 1. */
  private static double root(double count) {
    return 2 * Math.sqrt(count + 0.375);
  }

  private static double[] values(
      List<Timeline.Bucket> buckets,
      Predicate<Timeline.Bucket> wanted,
      ToDoubleFunction<Timeline.Bucket> value) {
    return buckets.stream().filter(wanted).mapToDouble(value).toArray();
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
