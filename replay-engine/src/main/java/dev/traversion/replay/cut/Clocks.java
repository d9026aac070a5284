package dev.traversion.replay.cut;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.ClockWindow;
import dev.traversion.model.mirror.ServiceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The clocks of services, as far as they are known, in memory: of each the eras that were asked for
 * lately, the newest within the last minute. An era that is in use is answered as it is and brought
 * up to date meanwhile: the newest every few seconds, the others now and then, since late events
 * may change old windows. Thread-safe.
 */
public final class Clocks {
  /** No lead is longer: what is recorded so long before its cause is taken for an error. */
  public static final long MOST_LEAD_NANOS = Duration.ofSeconds(5).toNanos();

  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration WHOLE = Duration.ofMinutes(10);
  private static final long MOST_BYTES = 64L << 20;
  private static final long MOST_SERVICES = 10_000;
  private static final int BYTES_PER_ENTRY = 128;

  private final LongSupplier nanoClock;
  private final AsyncLoadingCache<EraOfService, Known> eras;
  private final AsyncLoadingCache<ServiceId, Boolean> everOff;

  private record EraOfService(ServiceId service, Era era) {}

  /**
   * A clock in one era.
   *
   * @param readNanos when it was read
   */
  private record Known(ServiceClock clock, Era.Reach reach, long readNanos) {}

  public Clocks(ClockOffsets offsets, LongSupplier nanoClock) {
    this(offsets, nanoClock, task -> Thread.ofVirtual().name("clocks").start(task));
  }

  /**
   * @param executor where eras are read
   */
  Clocks(ClockOffsets offsets, LongSupplier nanoClock, Executor executor) {
    this.nanoClock = nanoClock;
    this.eras =
        Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((EraOfService _, Known known) -> BYTES_PER_ENTRY + known.clock().weight())
            .refreshAfterWrite(FRESH)
            .expireAfter(
                Expiry.accessing(
                    (EraOfService _, Known known) -> known.reach().isOpen() ? IDLE : WHOLE))
            .ticker(nanoClock::getAsLong)
            .executor(executor)
            .buildAsync(
                new CacheLoader<>() {
                  @Override
                  public Known load(EraOfService key) {
                    long now = nanoClock.getAsLong();
                    var read = key.era.read(offsets, key.service);
                    return new Known(ServiceClock.of(read.windows()), read.reach(), now);
                  }

                  @Override
                  public Known reload(EraOfService key, Known known) {
                    return isFresh(known) ? known : load(key);
                  }
                });
    this.everOff =
        Caffeine.newBuilder()
            .maximumSize(MOST_SERVICES)
            .expireAfterWrite(FRESH)
            .ticker(nanoClock::getAsLong)
            .executor(executor)
            .buildAsync(offsets::isEverOff);
  }

  private boolean isFresh(Known known) {
    return !known.reach().isOpen() && nanoClock.getAsLong() - known.readNanos() < WHOLE.toNanos();
  }

  /** The clock of a service. */
  public EraClock of(ServiceId service) {
    return new EraClock(era -> join(eras.get(new EraOfService(service, era))).clock());
  }

  /**
   * Has those clocks in memory that are not yet, as far as an instant of the common time line is
   * concerned, all read at once.
   *
   * @throws dev.traversion.journal.JournalUnavailableException if one cannot be read
   */
  public void fetch(Collection<ServiceId> services, long commonNanos) {
    fetch(services.stream().map(service -> new LocalInstant(service, commonNanos)).toList());
  }

  /** An instant by a service's own clock. */
  public record LocalInstant(ServiceId service, long nanos) {}

  /**
   * Has those clocks in memory that are not yet, as far as some instants are concerned, all read at
   * once.
   *
   * @throws dev.traversion.journal.JournalUnavailableException if one cannot be read
   */
  public void fetch(Collection<LocalInstant> instants) {
    var wanted =
        instants.stream()
            .map(instant -> new EraOfService(instant.service, Era.of(instant.nanos)))
            .collect(Collectors.toUnmodifiableSet());
    var _ = join(eras.getAll(wanted));
  }

  /**
   * Those services whose clocks were ever found to be ahead or behind.
   *
   * @throws dev.traversion.journal.JournalUnavailableException if it has to be read and cannot be
   */
  public Set<ServiceId> everOff(Collection<ServiceId> services) {
    return join(everOff.getAll(services)).entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Lets go of what windows have changed that were written just now. */
  void forget(Collection<ClockWindow> written) {
    var byService = new HashMap<ServiceId, List<ClockWindow>>();
    for (var window : written) {
      byService.computeIfAbsent(window.service(), _ -> new ArrayList<>()).add(window);
    }
    everOff.asMap().keySet().removeAll(byService.keySet());
    eras.asMap()
        .forEach(
            (key, reading) -> {
              if (changes(reading, byService.getOrDefault(key.service, List.of()))) {
                eras.asMap().remove(key, reading);
              }
            });
  }

  private static boolean changes(CompletableFuture<Known> reading, List<ClockWindow> written) {
    return (reading.isDone() && !reading.isCompletedExceptionally())
        ? written.stream().anyMatch(reading.join().reach()::includes)
        : !written.isEmpty(); // it may have been read before they were written
  }

  private static <T> T join(CompletableFuture<T> reading) {
    try {
      return reading.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
