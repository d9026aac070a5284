package dev.traversion.journal.memory;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameFilters;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.filter.TermSet;
import dev.traversion.model.event.Event;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The frame index in memory. Thread-safe. */
public final class InMemoryFrameIndex implements FrameIndex {
  private record Row(FrameEntry entry, FrameFilters filters) {}

  private final ConcurrentMap<MirrorId, ConcurrentNavigableMap<Long, Row>> rows =
      new ConcurrentHashMap<>();

  @Override
  public CompletionStage<Void> write(FrameEntry entry, List<? extends Event> events) {
    var address = entry.address();
    rows.computeIfAbsent(address.mirror(), _ -> new ConcurrentSkipListMap<>())
        .put(address.sequenceNr(), new Row(entry, TermSet.of(events, entry.bytes())));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public List<FrameEntry> read(MirrorId mirror, long from, int limit) {
    return of(mirror).tailMap(from, true).values().stream().limit(limit).map(Row::entry).toList();
  }

  @Override
  public SortedMap<Long, FrameFilters> filters(MirrorId mirror, long from, long to) {
    var filters = new TreeMap<Long, FrameFilters>();
    if (from <= to) {
      of(mirror)
          .subMap(from, true, to, true)
          .forEach((sequenceNr, row) -> filters.put(sequenceNr, row.filters()));
    }
    return filters;
  }

  private ConcurrentNavigableMap<Long, Row> of(MirrorId mirror) {
    var entries = rows.get(mirror);
    return entries == null ? new ConcurrentSkipListMap<>() : entries;
  }
}
