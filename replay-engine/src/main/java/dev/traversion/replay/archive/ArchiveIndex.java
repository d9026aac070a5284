package dev.traversion.replay.archive;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameFilters;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.filter.FilterPair;
import dev.traversion.journal.memory.InMemoryFrameIndex;
import dev.traversion.model.event.Event;
import dev.traversion.model.frame.FrameAddress;
import dev.traversion.model.mirror.MirrorId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * The frame index of an opened archive, in memory. Filters are made anew from the frames; those of
 * a frame that cannot be read whole say yes to everything, so that it is looked at and told of.
 */
final class ArchiveIndex implements FrameIndex {
  private static final FrameFilters ANYTHING = FilterPair.decode(new byte[0]);

  private final InMemoryFrameIndex index = new InMemoryFrameIndex();
  private final Set<FrameAddress> opaque = new HashSet<>();

  /** Lists a frame whose events cannot all be told; before anybody reads. */
  void writeOpaque(FrameEntry entry) {
    opaque.add(entry.address());
    index.write(entry, List.of()).toCompletableFuture().join();
  }

  /** Lists a frame by its events; before anybody reads. */
  void writeWhole(FrameEntry entry, List<? extends Event> events) {
    opaque.remove(entry.address());
    index.write(entry, events).toCompletableFuture().join();
  }

  @Override
  public CompletionStage<Void> write(FrameEntry entry, List<? extends Event> events) {
    return index.write(entry, events);
  }

  @Override
  public List<FrameEntry> read(MirrorId mirror, long from, int limit) {
    return index.read(mirror, from, limit);
  }

  @Override
  public SortedMap<Long, FrameFilters> filters(MirrorId mirror, long from, long to) {
    var filters = new TreeMap<>(index.filters(mirror, from, to));
    filters.replaceAll(
        (sequenceNr, known) ->
            opaque.contains(new FrameAddress(mirror, sequenceNr)) ? ANYTHING : known);
    return filters;
  }
}
