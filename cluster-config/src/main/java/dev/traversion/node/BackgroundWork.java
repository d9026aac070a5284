package dev.traversion.node;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has something brought up to date from time to time, such as keyframes or timeline tiles: each on
 * a thread of its own, beside everything else and never in its way.
 *
 * <p>What it makes only saves time. So a round that fails costs time later and nothing else, and
 * the next one tries again.
 */
final class BackgroundWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);

  private final String what;
  private final BooleanSupplier mine;
  private final ScheduledExecutorService executor;

  private BackgroundWork(String what, BooleanSupplier mine) {
    this.what = what;
    this.mine = mine;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(what).factory());
  }

  /** One round; tells how much of it was done. */
  interface Round {
    long work();
  }

  /**
   * @param what is made, for the thread's name and the log, e.g. {@code keyframes}
   * @param mine whether it is this node's turn; one node of a cluster works for all
   */
  static BackgroundWork start(String what, Duration interval, BooleanSupplier mine, Round round) {
    return start(what, interval, mine, Long.MAX_VALUE, round);
  }

  /**
   * @param most what a round does at most; one that did so much is followed by the next at once
   */
  static BackgroundWork start(
      String what, Duration interval, BooleanSupplier mine, long most, Round round) {
    var background = new BackgroundWork(what, mine);
    // The future tells nothing: work() lets no exception out.
    var _ =
        background.executor.scheduleWithFixedDelay(
            () -> background.work(most, round),
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
    return background;
  }

  private void work(long most, Round round) {
    try {
      boolean behind = true;
      while (behind && mine.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
        long done = round.work();
        behind = done >= most;
        if (done > 0) {
          LOG.debug("{}: {} done{}", what, done, behind ? ", going on" : "");
        }
      }
    } catch (RuntimeException failure) {
      LOG.warn("{} could not be brought up to date, trying again later", what, failure);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
