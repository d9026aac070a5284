package dev.traversion.benchmarks.replay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long one kind of question takes. */
final class Stopwatch {
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Histogram nanos = new Histogram(LONGEST_NANOS, 3);

  /** A question; what it is about follows from its number. */
  interface Question {
    void ask(int number) throws InterruptedException;
  }

  /**
   * Asks questions 0 to {@code count - 1}, timing each, after others of that kind for a while that
   * are not timed; stops early when all of it takes too long.
   */
  static Stopwatch time(int count, Duration warmUp, Duration atMost, Question question)
      throws InterruptedException {
    long began = System.nanoTime();
    for (int number = count; since(began) < warmUp.toNanos(); number++) {
      question.ask(number);
    }
    var stopwatch = new Stopwatch();
    for (int number = 0; number < count && since(began) < atMost.toNanos(); number++) {
      stopwatch.time(number, question);
    }
    return stopwatch;
  }

  private static long since(long nanoTime) {
    return System.nanoTime() - nanoTime;
  }

  /** Asks one question and remembers how long it took. */
  void time(int number, Question question) throws InterruptedException {
    long begin = System.nanoTime();
    question.ask(number);
    nanos.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - begin));
  }

  long count() {
    return nanos.getTotalCount();
  }

  double millis(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }
}
