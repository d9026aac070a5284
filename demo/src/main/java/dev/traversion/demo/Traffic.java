package dev.traversion.demo;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Customers who come and go. Sessions start at random moments (exponential gaps) so often that
 * about the wanted number of requests a second is made; seeded, so that the same customers do the
 * same things in every run, though not at the same nanosecond.
 */
final class Traffic implements AutoCloseable {
  /** How many requests a session makes on average; a test compares. */
  static final double REQUESTS_PER_SESSION = 7.8;

  /** More are not let in: a shop that is slow must not be met by ever more customers. */
  private static final int MOST_SESSIONS = 600;

  private final ShopClient shop;
  private final Tempo tempo;
  private final double sessionsPerSecond;
  private final RandomGenerator.SplittableGenerator random;
  private final ExecutorService sessions = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore room = new Semaphore(MOST_SESSIONS);
  private final AtomicLong started = new AtomicLong();
  private volatile boolean open = true;

  /**
   * @param requestsPerSecond wanted on average
   */
  Traffic(ShopClient shop, Tempo tempo, double requestsPerSecond, long seed) {
    this.shop = shop;
    this.tempo = tempo;
    this.sessionsPerSecond = requestsPerSecond / REQUESTS_PER_SESSION;
    this.random =
        RandomGeneratorFactory.<RandomGenerator.SplittableGenerator>of("L64X128MixRandom")
            .create(seed);
  }

  void start() {
    sessions.execute(this::letIn);
  }

  private void letIn() {
    try {
      while (open) {
        Thread.sleep(Duration.ofNanos((long) (random.nextExponential() / sessionsPerSecond * 1e9)));
        var own = random.split();
        if (open && room.tryAcquire()) {
          long number = started.incrementAndGet();
          sessions.execute(() -> visit(number, own));
        }
      }
    } catch (InterruptedException | RejectedExecutionException e) {
      // closed
    }
  }

  private void visit(long number, RandomGenerator own) {
    try {
      new Visit(shop, tempo, own, number, () -> open).run();
    } catch (InterruptedException | DemoException e) {
      // closed, or the shop is gone: the customer leaves
    } finally {
      room.release();
    }
  }

  /** Lets nobody in any more; those who are inside finish what they are at. */
  void stop() {
    open = false;
  }

  @Override
  public void close() {
    open = false;
    sessions.shutdownNow();
    sessions.close();
  }
}
