package dev.traversion.benchmarks.rehydrate;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long one kind of question takes. */
final class Stopwatch {
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Histogram nanos = new Histogram(LONGEST_NANOS, 3);

  /** A question; what it is about follows from its number. */
  interface Question {
    void ask(int number);
  }

  /** Asks questions 0 to {@code count - 1}, timing each, after some others that are not timed. */
  static Stopwatch time(int count, Question question) {
    for (int number = count; number < count + 1 + count / 4; number++) {
      question.ask(number);
    }
    var stopwatch = new Stopwatch();
    for (int number = 0; number < count; number++) {
      long begin = System.nanoTime();
      question.ask(number);
      stopwatch.nanos.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - begin));
    }
    return stopwatch;
  }

  double millis(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }

  double meanMillis() {
    return nanos.getMean() / 1e6;
  }
}
