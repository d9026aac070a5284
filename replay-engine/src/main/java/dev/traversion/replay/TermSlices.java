package dev.traversion.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.traversion.journal.TermRuns;
import dev.traversion.model.mirror.MirrorId;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Slices of term runs, read when first needed, and again where there may be more by now. */
final class TermSlices {
  private static final int BYTES_PER_ENTRY = 160;
  private static final int BYTES_PER_SLICE = 64;

  private record Key(MirrorId mirror, long era, int slice) {}

  private record Read(SortedMap<Long, byte[]> slices, long atNanos) {
    int weight() {
      long bytes = BYTES_PER_ENTRY;
      for (var slice : slices.values()) {
        bytes += BYTES_PER_SLICE + slice.length;
      }
      return (int) Math.min(Integer.MAX_VALUE, bytes);
    }
  }

  private final TermRuns runs;
  private final long recheckNanos;
  private final LongSupplier nanoClock;
  private final Cache<Key, Read> cache;

  TermSlices(TermRuns runs, ReplaySettings settings, LongSupplier nanoClock) {
    this.runs = runs;
    this.recheckNanos = settings.holeRecheck().toNanos();
    this.nanoClock = nanoClock;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(settings.filterBytes() / 2)
            .weigher((Key _, Read read) -> read.weight())
            .build();
  }

  /**
   * A slice of the runs {@code from..to} (inclusive, of one era), as far as they are there.
   *
   * @return not to be changed
   */
  SortedMap<Long, byte[]> of(MirrorId mirror, int slice, long from, long to) {
    long era = from / TermRuns.RUNS_OF_ERA;
    var key = new Key(mirror, era, slice);
    var known = cache.getIfPresent(key);
    long now = nanoClock.getAsLong();
    if (known == null) {
      known = new Read(runs.slices(mirror, era, slice, era * TermRuns.RUNS_OF_ERA), now);
      cache.put(key, known);
    } else if (!known.slices.containsKey(to) && now - known.atNanos >= recheckNanos) {
      known = withNewer(key, known, now);
      cache.put(key, known);
    }
    return known.slices.subMap(from, to + 1);
  }

  private Read withNewer(Key key, Read known, long now) {
    long next =
        known.slices.isEmpty() ? key.era * TermRuns.RUNS_OF_ERA : known.slices.lastKey() + 1;
    var all = new TreeMap<>(known.slices);
    all.putAll(runs.slices(key.mirror, key.era, key.slice, next));
    return new Read(all, now);
  }
}
