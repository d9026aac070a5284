package dev.traversion.node;

import dev.traversion.http.NodeHealth;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Watches what a node needs, so that health checks answer at once from what was last seen. */
final class WatchedHealth implements NodeHealth, AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("health").factory());
  private final BooleanSupplier storeAnswers;
  private final BooleanSupplier memberUp;
  private volatile Fact store = new Fact("cassandra-reachable", false, "not asked yet");

  /**
   * @param storeAnswers whether the store answers a small question now; may block
   * @param memberUp whether this node is a member of its cluster
   */
  WatchedHealth(BooleanSupplier storeAnswers, BooleanSupplier memberUp) {
    this.storeAnswers = storeAnswers;
    this.memberUp = memberUp;
    look();
    // The future tells nothing: a failed look is an answer, too.
    var _ =
        watch.scheduleWithFixedDelay(
            this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    boolean answers = storeAnswers.getAsBoolean();
    store = new Fact("cassandra-reachable", answers, answers ? "" : "it does not answer");
  }

  @Override
  public List<Fact> liveness() {
    return List.of(new Fact("process-running", true, ""));
  }

  @Override
  public List<Fact> readiness() {
    boolean up = memberUp.getAsBoolean();
    return List.of(
        store, new Fact("cluster-member-up", up, up ? "" : "not a member of its cluster yet"));
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
