package dev.traversion.node;

import dev.traversion.replay.TermRunBuilder;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the frames' filters gathered into term runs from time to time, beside everything else and
 * never in its way.
 */
final class TermRunSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TermRunSchedule.class);

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("term-runs").factory());

  private TermRunSchedule() {}

  /**
   * @param mine whether it is this node's turn; one node of a cluster builds for all
   */
  static TermRunSchedule start(
      TermRunBuilder builder, String tenant, Duration interval, BooleanSupplier mine) {
    var schedule = new TermRunSchedule();
    // The future tells nothing: build() lets no exception out.
    var _ =
        schedule.executor.scheduleWithFixedDelay(
            () -> build(builder, tenant, mine),
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
    return schedule;
  }

  /** A run that cannot be built costs searches time, nothing else; the next round tries again. */
  private static void build(TermRunBuilder builder, String tenant, BooleanSupplier mine) {
    if (!mine.getAsBoolean()) {
      return;
    }
    try {
      int built = builder.buildDue(tenant);
      if (built > 0) {
        LOG.debug("term runs built: {}", built);
      }
    } catch (RuntimeException failure) {
      LOG.warn("term runs could not be built, trying again later", failure);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
