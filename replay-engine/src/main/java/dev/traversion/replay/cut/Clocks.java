package dev.traversion.replay.cut;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.ClockWindow;
import dev.traversion.model.mirror.ServiceId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/**
 * The clocks of services, as far as they are known, era by era in memory. An era that was looked up
 * a while ago is answered as it is and brought up to date meanwhile: the newest soon, by their last
 * windows, and the others now and then, since late events may change old windows. Thread-safe.
 */
public final class Clocks {
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration WHOLE = Duration.ofMinutes(10);
  private static final long MOST_BYTES = 64L << 20;
  private static final long MOST_SERVICES = 10_000;
  private static final int BYTES_PER_ENTRY = 128;

  /**
   * Windows before the last one known that are read again: what is new most often changes these.
   */
  private static final int TAIL = 15;

  private final ClockOffsets offsets;
  private final LongSupplier nanoClock;
  private final AsyncLoadingCache<EraOfService, Known> eras;
  private final LoadingCache<ServiceId, Boolean> everOff;

  private record EraOfService(ServiceId service, Era era) {}

  /**
   * @param read without its windows, but for the last of an era that is open
   * @param readNanos when all of it was read
   */
  private record Known(ServiceClock clock, Era.Read read, long readNanos) {
    long tailFrom() {
      return read.windows().isEmpty() ? read.reachFrom() : read.windows().getFirst().fromNanos();
    }
  }

  public Clocks(ClockOffsets offsets, LongSupplier nanoClock) {
    this.offsets = offsets;
    this.nanoClock = nanoClock;
    this.eras =
        Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((EraOfService _, Known known) -> BYTES_PER_ENTRY + known.clock().weight())
            .refreshAfterWrite(FRESH)
            .ticker(nanoClock::getAsLong)
            .executor(task -> Thread.ofVirtual().name("clocks").start(task))
            .buildAsync(
                new CacheLoader<>() {
                  @Override
                  public Known load(EraOfService key) {
                    return read(key);
                  }

                  @Override
                  public Known reload(EraOfService key, Known known) {
                    return isFresh(key, known) ? known : read(key);
                  }
                });
    this.everOff =
        Caffeine.newBuilder()
            .maximumSize(MOST_SERVICES)
            .expireAfterWrite(WHOLE)
            .ticker(nanoClock::getAsLong)
            .build(offsets::isEverOff);
  }

  private Known read(EraOfService key) {
    long now = nanoClock.getAsLong();
    var read = key.era.read(offsets, key.service);
    var windows = read.windows();
    var tail =
        read.isOpen()
            ? windows.subList(Math.max(0, windows.size() - TAIL), windows.size())
            : List.<ClockWindow>of();
    return new Known(
        ServiceClock.of(windows),
        new Era.Read(List.copyOf(tail), read.reachFrom(), read.reachTo()),
        now);
  }

  private boolean isFresh(EraOfService key, Known known) {
    return nanoClock.getAsLong() - known.readNanos() < WHOLE.toNanos()
        && (!known.read().isOpen()
            || offsets
                .read(key.service, known.tailFrom(), Long.MAX_VALUE)
                .equals(known.read().windows()));
  }

  /** The clock of a service. */
  public PagedClock of(ServiceId service) {
    return new PagedClock(era -> join(eras.get(new EraOfService(service, era))).clock());
  }

  /**
   * Has those clocks in memory that are not yet, as far as an instant of the common time line is
   * concerned, all read at once.
   *
   * @throws dev.traversion.journal.JournalUnavailableException if one cannot be read
   */
  public void fetch(Collection<ServiceId> services, long commonNanos) {
    var era = Era.of(commonNanos);
    var _ = join(eras.getAll(services.stream().map(it -> new EraOfService(it, era)).toList()));
  }

  /**
   * Whether a service's clock was ever found to be ahead or behind.
   *
   * @throws dev.traversion.journal.JournalUnavailableException if it has to be read and cannot be
   */
  public boolean isEverOff(ServiceId service) {
    return everOff.get(service);
  }

  /**
   * Takes over windows that were written just now.
   *
   * @throws dev.traversion.journal.JournalUnavailableException if an era that they change cannot be
   *     read
   */
  void learn(Collection<ClockWindow> written) {
    for (var window : written) {
      if (window.offsetNanos() != 0) {
        everOff.put(window.service(), true);
      }
    }
    eras.synchronous()
        .asMap()
        .forEach(
            (key, known) -> {
              if (written.stream()
                  .anyMatch(
                      window ->
                          window.service().equals(key.service) && known.read().dependsOn(window))) {
                eras.put(key, CompletableFuture.completedFuture(read(key)));
              }
            });
  }

  private static <T> T join(CompletableFuture<T> reading) {
    try {
      return reading.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
