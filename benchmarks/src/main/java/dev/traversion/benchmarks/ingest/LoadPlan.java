package dev.traversion.benchmarks.ingest;

import java.time.Duration;

/**
 * How much is sent when. Requests are due at even intervals, whatever became of those before.
 *
 * @param spansPerSecond the rate, of both warm-up and measured window
 * @param connections how many requests may be under way at once
 */
record LoadPlan(
    Load load, double spansPerSecond, Duration warmUp, Duration measured, int connections) {
  LoadPlan {
    if (spansPerSecond < Load.SPANS || spansPerSecond > 10_000_000) {
      throw new IllegalArgumentException(
          "the rate must be in " + Load.SPANS + "..10000000 spans/s");
    }
    if (connections < 1 || connections > 1_024) {
      throw new IllegalArgumentException("connections must be in 1..1024");
    }
    if (warmUp.isNegative() || measured.toMillis() < 1_000 || measured.toMinutes() > 60) {
      throw new IllegalArgumentException("the measured window must be of 1 s to 60 min");
    }
  }

  double intervalNanos() {
    return Load.SPANS * 1e9 / spansPerSecond;
  }

  /** When a request is due, nanoseconds after the first. */
  long dueNanos(long request) {
    return (long) (request * intervalNanos());
  }

  /** The number of the first measured request. */
  long firstMeasured() {
    return Math.round(warmUp.toNanos() / intervalNanos());
  }

  /** All requests, warm-up included. */
  long requests() {
    return firstMeasured() + Math.round(measured.toNanos() / intervalNanos());
  }

  LoadPlan lasting(Duration warmUp, Duration measured) {
    return new LoadPlan(load, spansPerSecond, warmUp, measured, connections);
  }
}
