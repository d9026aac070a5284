package dev.traversion.replay.keyframe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.traversion.journal.KeyframeStore;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.replay.pack.MalformedException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Opened directories and chunks of keyframes, and what was counted in them, as much as there is
 * room for.
 */
final class PartCache {
  private static final int BYTES_PER_ENTRY = 160;

  private record Part(long build, int page, int number) {}

  private final KeyframeStore store;
  private final Cache<Part, Directory> directories;
  private final Cache<Part, Chunk> chunks;
  private final Cache<List<Long>, LivingCounts> counts;

  PartCache(KeyframeStore store, long bytes) {
    this.store = store;
    this.directories =
        Caffeine.newBuilder()
            .maximumWeight(bytes / 4)
            .weigher((Part _, Directory directory) -> directory.weight() + BYTES_PER_ENTRY)
            .recordStats()
            .build();
    this.chunks =
        Caffeine.newBuilder()
            .maximumWeight(bytes / 2)
            .weigher((Part _, Chunk chunk) -> chunk.weight() + BYTES_PER_ENTRY)
            .recordStats()
            .build();
    this.counts =
        Caffeine.newBuilder()
            .maximumWeight(bytes / 4)
            .weigher((List<Long> _, LivingCounts found) -> found.weight() + BYTES_PER_ENTRY)
            .recordStats()
            .build();
  }

  Cache<?, ?> counts() {
    return counts;
  }

  Cache<?, ?> directories() {
    return directories;
  }

  Cache<?, ?> chunks() {
    return chunks;
  }

  /**
   * @throws UnusableKeyframeException if it is lost or damaged
   */
  Directory directory(KeyframeId keyframe, int page) {
    var part = new Part(keyframe.build(), page, SealedPart.DIRECTORY);
    var known = directories.getIfPresent(part);
    if (known != null) {
      return known;
    }
    var sealed = there(keyframe, store.directory(keyframe, page));
    try {
      var directory = Directory.read(SealedPart.open(keyframe, page, SealedPart.DIRECTORY, sealed));
      directories.put(part, directory);
      return directory;
    } catch (MalformedException e) {
      throw new UnusableKeyframeException(keyframe, "a directory is not well-formed", e);
    }
  }

  /**
   * @param keep whether it may be asked for again soon: what a merge reads is not
   * @throws UnusableKeyframeException if it is lost or damaged
   */
  Chunk chunk(KeyframeId keyframe, int page, int number, boolean keep) {
    var part = new Part(keyframe.build(), page, number);
    var known = chunks.getIfPresent(part);
    if (known != null) {
      return known;
    }
    var sealed = there(keyframe, store.chunk(keyframe, page, number));
    try {
      var chunk = Chunk.read(SealedPart.open(keyframe, page, number, sealed).rest());
      if (keep) {
        chunks.put(part, chunk);
      }
      return chunk;
    } catch (MalformedException e) {
      throw new UnusableKeyframeException(keyframe, "a chunk is not well-formed", e);
    }
  }

  private static byte[] there(KeyframeId keyframe, Optional<byte[]> found) {
    return found.orElseThrow(() -> new UnusableKeyframeException(keyframe, "a part is lost"));
  }

  /** What was counted in some keyframes, if it is remembered; else it is counted. */
  LivingCounts livingCounts(List<KeyframeId> keyframes, Supplier<LivingCounts> counted) {
    var builds = keyframes.stream().map(KeyframeId::build).toList();
    var known = counts.getIfPresent(builds);
    if (known != null) {
      return known;
    }
    var found = counted.get();
    counts.put(builds, found);
    return found;
  }
}
