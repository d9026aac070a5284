package dev.traversion.node;

import dev.traversion.replay.timeline.TileBuilder;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has timeline tiles brought up to date from time to time, beside everything else and never in its
 * way.
 */
final class TileSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TileSchedule.class);

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tiles").factory());

  private TileSchedule() {}

  /**
   * @param mine whether it is this node's turn; one node of a cluster builds for all
   */
  static TileSchedule start(
      TileBuilder builder, String tenant, Duration interval, BooleanSupplier mine) {
    var schedule = new TileSchedule();
    // The future tells nothing: build() lets no exception out.
    var _ =
        schedule.executor.scheduleWithFixedDelay(
            () -> build(builder, tenant, mine),
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
    return schedule;
  }

  /** A tile that cannot be built costs time later, nothing else; the next round tries again. */
  private static void build(TileBuilder builder, String tenant, BooleanSupplier mine) {
    if (!mine.getAsBoolean()) {
      return;
    }
    try {
      long frames = builder.buildDue(tenant);
      if (frames > 0) {
        LOG.debug("frames counted in tiles: {}", frames);
      }
    } catch (RuntimeException failure) {
      LOG.warn("tiles could not be built, trying again later", failure);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
