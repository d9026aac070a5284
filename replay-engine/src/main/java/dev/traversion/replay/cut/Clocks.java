package dev.traversion.replay.cut;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.traversion.journal.ClockOffsets;
import dev.traversion.journal.ClockWindow;
import dev.traversion.model.mirror.ServiceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/**
 * The clocks of services, as far as they are known, in memory. A clock that was looked up a while
 * ago is answered as it is and brought up to date meanwhile: by its newest windows, since a week
 * has ten thousand of them, and now and then by all, since late events may change old ones.
 * Thread-safe.
 */
public final class Clocks {
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration WHOLE = Duration.ofMinutes(10);
  private static final long MOST_BYTES = 64L << 20;
  private static final int BYTES_PER_WINDOW = 96;

  /**
   * Windows before the last one known that are read again: what is new most often changes these.
   */
  private static final int TAIL = 15;

  private final ClockOffsets offsets;
  private final LongSupplier nanoClock;
  private final AsyncLoadingCache<ServiceId, Read> cache;

  /**
   * A clock, and the windows that it was made of.
   *
   * @param windows ascending
   * @param wholeNanos when all of them were read
   */
  private record Read(ServiceClock clock, List<ClockWindow> windows, long wholeNanos) {
    static Read of(List<ClockWindow> windows, long wholeNanos) {
      return new Read(ServiceClock.of(windows), windows, wholeNanos);
    }

    /** The beginning of the windows that are read again. */
    long tailFrom() {
      return windows.size() <= TAIL
          ? Long.MIN_VALUE
          : windows.get(windows.size() - TAIL).fromNanos();
    }

    /** With all windows from one instant on replaced. */
    Read withTail(long fromNanos, List<ClockWindow> tail) {
      int kept = windows.size();
      while (kept > 0 && windows.get(kept - 1).fromNanos() >= fromNanos) {
        kept--;
      }
      if (windows.subList(kept, windows.size()).equals(tail)) {
        return this;
      }
      var all = new ArrayList<>(windows.subList(0, kept));
      all.addAll(tail);
      return of(List.copyOf(all), wholeNanos);
    }

    /** With some windows added, or put in the place of those that begin with them. */
    Read with(Collection<ClockWindow> changed) {
      var all = new TreeMap<Long, ClockWindow>();
      windows.forEach(window -> all.put(window.fromNanos(), window));
      changed.forEach(window -> all.put(window.fromNanos(), window));
      return of(List.copyOf(all.values()), wholeNanos);
    }
  }

  public Clocks(ClockOffsets offsets, LongSupplier nanoClock) {
    this.offsets = offsets;
    this.nanoClock = nanoClock;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((ServiceId _, Read read) -> BYTES_PER_WINDOW * (1 + read.windows().size()))
            .refreshAfterWrite(FRESH)
            .ticker(nanoClock::getAsLong)
            .executor(task -> Thread.ofVirtual().name("clocks").start(task))
            .buildAsync(
                new CacheLoader<>() {
                  @Override
                  public Read load(ServiceId service) {
                    return whole(service);
                  }

                  @Override
                  public Read reload(ServiceId service, Read known) {
                    return refreshed(service, known);
                  }
                });
  }

  private Read whole(ServiceId service) {
    long now = nanoClock.getAsLong();
    return Read.of(offsets.read(service, Long.MIN_VALUE), now);
  }

  private Read refreshed(ServiceId service, Read known) {
    if (nanoClock.getAsLong() - known.wholeNanos() >= WHOLE.toNanos()) {
      return whole(service);
    }
    long from = known.tailFrom();
    return known.withTail(from, offsets.read(service, from));
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

  /** Takes over windows that were written just now. */
  void learn(Collection<ClockWindow> written) {
    var byService = new HashMap<ServiceId, List<ClockWindow>>();
    for (var window : written) {
      byService.computeIfAbsent(window.service(), _ -> new ArrayList<>()).add(window);
    }
    byService.forEach(
        (service, changed) ->
            cache
                .synchronous()
                .asMap()
                .computeIfPresent(service, (_, known) -> known.with(changed)));
  }

  private static <T> T join(CompletableFuture<T> reading) {
    try {
      return reading.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
