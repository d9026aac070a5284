package dev.traversion.replay.cut;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.traversion.journal.ClockOffsets;
import dev.traversion.model.mirror.ServiceId;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The clocks of services, as far as they are known, in memory. A clock that was looked up a while
 * ago is answered as it is and read again meanwhile. Thread-safe.
 */
public final class Clocks {
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final long MOST_BYTES = 32L << 20;
  private static final int BYTES_PER_WINDOW = 96;

  private final AsyncLoadingCache<ServiceId, Read> cache;

  /** A clock, and how many windows were read for it. */
  private record Read(ServiceClock clock, int windows) {}

  public Clocks(ClockOffsets offsets) {
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((ServiceId _, Read read) -> BYTES_PER_WINDOW * (1 + read.windows()))
            .refreshAfterWrite(FRESH)
            .executor(task -> Thread.ofVirtual().name("clocks").start(task))
            .buildAsync(
                service -> {
                  var windows = offsets.read(service, Long.MIN_VALUE);
                  return new Read(ServiceClock.of(windows), windows.size());
                });
  }

  /**
   * @throws dev.traversion.journal.JournalUnavailableException if it has to be read and cannot be
   */
  public ServiceClock of(ServiceId service) {
    return join(cache.get(service)).clock();
  }

  /**
   * Has those clocks in memory that are not yet, all read at once.
   *
   * @throws dev.traversion.journal.JournalUnavailableException if one cannot be read
   */
  public void fetch(Collection<ServiceId> services) {
    var _ = join(cache.getAll(services));
  }

  /** Has the clocks read anew when they are asked for next. */
  void forget(Iterable<ServiceId> services) {
    cache.synchronous().invalidateAll(services);
  }

  private static <T> T join(CompletableFuture<T> reading) {
    try {
      return reading.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
