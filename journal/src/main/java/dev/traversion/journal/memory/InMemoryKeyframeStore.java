package dev.traversion.journal.memory;

import dev.traversion.journal.KeyframeStore;
import dev.traversion.model.mirror.MirrorId;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** Keyframes in memory. Thread-safe. */
public final class InMemoryKeyframeStore implements KeyframeStore {
  private static final Comparator<KeyframeId> BY_INSTANT =
      Comparator.comparingLong(KeyframeId::instantNanos)
          .thenComparingLong(KeyframeId::coveredSequenceNr);

  private final ConcurrentMap<MirrorId, NavigableMap<KeyframeId, List<Chunk>>> keyframes =
      new ConcurrentHashMap<>();

  @Override
  public void write(KeyframeId keyframe, List<Chunk> chunks) {
    if (chunks.size() != keyframe.chunks()) {
      throw new IllegalArgumentException(
          "a keyframe of " + keyframe.chunks() + " chunks came with " + chunks.size());
    }
    of(keyframe.mirror()).put(keyframe, List.copyOf(chunks));
  }

  @Override
  public Optional<KeyframeId> latestAtOrBefore(MirrorId mirror, long instantNanos) {
    var latest = new KeyframeId(mirror, instantNanos, Long.MAX_VALUE, 0);
    return Optional.ofNullable(of(mirror).floorKey(latest));
  }

  @Override
  public void read(KeyframeId keyframe, Consumer<Chunk> action) {
    of(keyframe.mirror()).getOrDefault(keyframe, List.of()).forEach(action);
  }

  @Override
  public Optional<Chunk> chunkFor(KeyframeId keyframe, String key) {
    return of(keyframe.mirror()).getOrDefault(keyframe, List.of()).stream()
        .skip(1)
        .takeWhile(chunk -> chunk.firstKey().compareTo(key) <= 0)
        .reduce((_, later) -> later);
  }

  @Override
  public void delete(KeyframeId keyframe) {
    of(keyframe.mirror()).remove(keyframe);
  }

  private NavigableMap<KeyframeId, List<Chunk>> of(MirrorId mirror) {
    return keyframes.computeIfAbsent(mirror, _ -> new ConcurrentSkipListMap<>(BY_INSTANT));
  }
}
