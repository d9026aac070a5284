package dev.traversion.journal.memory;

import dev.traversion.journal.Gap;
import dev.traversion.journal.GapLog;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The noticed holes in memory. Thread-safe. */
public final class InMemoryGapLog implements GapLog {
  private final ConcurrentMap<MirrorId, ConcurrentNavigableMap<Long, Gap>> gaps =
      new ConcurrentHashMap<>();

  @Override
  public CompletionStage<Void> record(Gap gap) {
    gaps.computeIfAbsent(gap.address().mirror(), _ -> new ConcurrentSkipListMap<>())
        .put(gap.address().sequenceNr(), gap);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public List<Gap> gaps(MirrorId mirror) {
    var known = gaps.get(mirror);
    return known == null ? List.of() : List.copyOf(known.values());
  }
}
