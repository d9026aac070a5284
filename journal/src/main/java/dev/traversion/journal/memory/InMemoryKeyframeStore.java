package dev.traversion.journal.memory;

import dev.traversion.journal.KeyframeLostException;
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
    KeyframeStore.requireWhole(keyframe, chunks);
    of(keyframe.mirror()).put(keyframe, List.copyOf(chunks));
  }

  /** Loses a chunk, as a fault of the store might. */
  public void loseChunk(KeyframeId keyframe, int number) {
    of(keyframe.mirror())
        .computeIfPresent(
            keyframe,
            (_, chunks) -> chunks.stream().filter(chunk -> chunk.number() != number).toList());
  }

  @Override
  public Optional<KeyframeId> latestAtOrBefore(MirrorId mirror, long instantNanos) {
    var latest = new KeyframeId(mirror, instantNanos, Long.MAX_VALUE, 0);
    return Optional.ofNullable(of(mirror).floorKey(latest));
  }

  @Override
  public void read(KeyframeId keyframe, Consumer<Chunk> action) {
    chunks(keyframe).forEach(action);
  }

  @Override
  public Optional<Chunk> chunkFor(KeyframeId keyframe, String key) {
    return chunks(keyframe).stream()
        .skip(1)
        .takeWhile(chunk -> chunk.firstKey().compareTo(key) <= 0)
        .reduce((_, later) -> later);
  }

  @Override
  public void delete(KeyframeId keyframe) {
    of(keyframe.mirror()).remove(keyframe);
  }

  private List<Chunk> chunks(KeyframeId keyframe) {
    var chunks = of(keyframe.mirror()).get(keyframe);
    if (chunks == null || chunks.size() != keyframe.chunks()) {
      throw new KeyframeLostException(keyframe);
    }
    return chunks;
  }

  private NavigableMap<KeyframeId, List<Chunk>> of(MirrorId mirror) {
    return keyframes.computeIfAbsent(mirror, _ -> new ConcurrentSkipListMap<>(BY_INSTANT));
  }
}
