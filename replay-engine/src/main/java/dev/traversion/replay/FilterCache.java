package dev.traversion.replay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameFilters;
import dev.traversion.journal.FrameIndex;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The filters of frames, read from the index when first needed. */
final class FilterCache {
  /** Numbers in between that are read along rather than asking the index once more. */
  private static final long SKIP = 16;

  /** Most numbers in one question: filters take a kilobyte or two each. */
  private static final long SPAN = 256;

  private static final int BYTES_PER_ENTRY = 128;

  private final FrameIndex index;
  private final Cache<FrameAddress, FrameFilters> cache;

  FilterCache(FrameIndex index, ReplaySettings settings) {
    this.index = index;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(settings.filterBytes())
            .weigher((FrameAddress _, FrameFilters filters) -> filters.weight() + BYTES_PER_ENTRY)
            .build();
  }

  /** Those entries whose filters do not rule them out, in the same order. */
  List<FrameEntry> passing(List<FrameEntry> entries, Predicate<FrameFilters> mayMatter) {
    @Nullable FrameFilters[] cached = new FrameFilters[entries.size()];
    var unknown = new HashMap<MirrorId, TreeSet<Long>>();
    for (int i = 0; i < cached.length; i++) {
      var address = entries.get(i).address();
      cached[i] = cache.getIfPresent(address);
      if (cached[i] == null) {
        unknown.computeIfAbsent(address.mirror(), _ -> new TreeSet<>()).add(address.sequenceNr());
      }
    }
    var loaded = new HashMap<FrameAddress, FrameFilters>();
    unknown.forEach((mirror, numbers) -> load(mirror, numbers, loaded));
    var passing = new ArrayList<FrameEntry>();
    for (int i = 0; i < cached.length; i++) {
      var entry = entries.get(i);
      var filters = cached[i];
      var known = filters == null ? loaded.get(entry.address()) : filters;
      // A frame whose filters are not known has to be read: a filter may never hide an event.
      if (known == null || mayMatter.test(known)) {
        passing.add(entry);
      }
    }
    return passing;
  }

  private void load(
      MirrorId mirror, NavigableSet<Long> numbers, Map<FrameAddress, FrameFilters> filters) {
    var from = numbers.pollFirst();
    while (from != null) {
      long to = from;
      while (!numbers.isEmpty() && numbers.first() - to <= SKIP && numbers.first() - from < SPAN) {
        to = numbers.removeFirst();
      }
      index
          .filters(mirror, from, to)
          .forEach(
              (number, found) -> {
                var address = new FrameAddress(mirror, number);
                cache.put(address, found);
                filters.put(address, found);
              });
      from = numbers.pollFirst();
    }
  }
}
