package dev.traversion.node;

import dev.traversion.replay.cut.ClockBuilder;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the clocks of services estimated from time to time, beside everything else. */
final class ClockSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClockSchedule.class);

  /** What is read before what was found is written. */
  private static final int FRAMES_AT_ONCE = 256;

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("clocks").factory());

  private ClockSchedule() {}

  /**
   * @param mine whether it is this node's turn; one node of a cluster estimates for all
   */
  static ClockSchedule start(
      ClockBuilder builder, String tenant, Duration interval, BooleanSupplier mine) {
    var schedule = new ClockSchedule();
    // The future tells nothing: build() lets no exception out.
    var _ =
        schedule.executor.scheduleWithFixedDelay(
            () -> build(builder, tenant, mine),
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
    return schedule;
  }

  /** A clock that is not estimated is taken to be as it was; the next round goes on. */
  private static void build(ClockBuilder builder, String tenant, BooleanSupplier mine) {
    try {
      while (mine.getAsBoolean()
          && !Thread.currentThread().isInterrupted()
          && builder.advance(tenant, FRAMES_AT_ONCE) >= FRAMES_AT_ONCE) {
        LOG.debug("clocks are behind what is journaled, going on");
      }
    } catch (RuntimeException failure) {
      LOG.warn("clocks could not be estimated, trying again later", failure);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
