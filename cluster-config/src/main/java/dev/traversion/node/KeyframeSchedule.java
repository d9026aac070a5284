package dev.traversion.node;

import dev.traversion.replay.KeyframeBuilder;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has keyframes built from time to time, beside everything else and never in its way. */
final class KeyframeSchedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyframeSchedule.class);

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("keyframes").factory());

  private KeyframeSchedule() {}

  /**
   * @param mine whether it is this node's turn; one node of a cluster builds for all
   */
  static KeyframeSchedule start(
      KeyframeBuilder builder, String tenant, Duration interval, BooleanSupplier mine) {
    var schedule = new KeyframeSchedule();
    // The future tells nothing: build() lets no exception out.
    var _ =
        schedule.executor.scheduleWithFixedDelay(
            () -> build(builder, tenant, mine),
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
    return schedule;
  }

  /** A keyframe that cannot be built costs time later, nothing else; the next round tries again. */
  private static void build(KeyframeBuilder builder, String tenant, BooleanSupplier mine) {
    if (!mine.getAsBoolean()) {
      return;
    }
    try {
      var built = builder.buildDue(tenant);
      if (!built.isEmpty()) {
        LOG.debug("keyframes built: {}", built.size());
      }
    } catch (RuntimeException failure) {
      LOG.warn("keyframes could not be built, trying again later", failure);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
