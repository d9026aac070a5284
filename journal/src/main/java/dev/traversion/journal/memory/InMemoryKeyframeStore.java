package dev.traversion.journal.memory;

import dev.traversion.journal.KeyframeStore;
import dev.traversion.model.mirror.MirrorId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Keyframes in memory. Thread-safe. */
public final class InMemoryKeyframeStore implements KeyframeStore {
  private record Page(byte[] directory, List<byte[]> chunks) {}

  /** What is known of one keyframe; {@code listed} is empty until it is finished. */
  private record Stored(Optional<Listed> listed, Map<Integer, Page> pages) {}

  private final ConcurrentMap<KeyframeId, Stored> keyframes = new ConcurrentHashMap<>();

  @Override
  public void begin(KeyframeId keyframe) {
    keyframes.putIfAbsent(keyframe, new Stored(Optional.empty(), new ConcurrentHashMap<>()));
  }

  @Override
  public void writePage(KeyframeId keyframe, int page, byte[] directory, List<byte[]> chunks) {
    begin(keyframe);
    var _ = of(keyframe).pages.put(page, new Page(directory, List.copyOf(chunks)));
  }

  @Override
  public void finish(Listed keyframe) {
    begin(keyframe.id());
    keyframes.computeIfPresent(
        keyframe.id(), (_, stored) -> new Stored(Optional.of(keyframe), stored.pages));
  }

  @Override
  public List<Listed> list(MirrorId mirror) {
    return keyframes.values().stream()
        .flatMap(stored -> stored.listed.stream())
        .filter(listed -> listed.id().mirror().equals(mirror))
        .toList();
  }

  @Override
  public List<KeyframeId> unfinished(MirrorId mirror) {
    return keyframes.entrySet().stream()
        .filter(entry -> entry.getKey().mirror().equals(mirror))
        .filter(entry -> entry.getValue().listed.isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public Optional<byte[]> directory(KeyframeId keyframe, int page) {
    return Optional.ofNullable(of(keyframe).pages.get(page)).map(Page::directory);
  }

  @Override
  public Optional<byte[]> chunk(KeyframeId keyframe, int page, int number) {
    return Optional.ofNullable(of(keyframe).pages.get(page))
        .filter(found -> number < found.chunks.size())
        .map(found -> found.chunks.get(number));
  }

  @Override
  public void delete(KeyframeId keyframe) {
    keyframes.remove(keyframe);
  }

  /** Loses a page, as a fault of the store might. */
  public void losePage(KeyframeId keyframe, int page) {
    of(keyframe).pages.remove(page);
  }

  private Stored of(KeyframeId keyframe) {
    return keyframes.getOrDefault(keyframe, new Stored(Optional.empty(), Map.of()));
  }
}
