package dev.traversion.replay.keyframe;

import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.journal.KeyframeStore.Listed;
import dev.traversion.journal.filter.EntityFilter;
import dev.traversion.model.event.EntityRef;
import dev.traversion.model.state.EntityState;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A keyframe in the store: its summary is in memory, its pages are read when they are needed. Every
 * method that reads one throws {@link UnusableKeyframeException} when it is lost or damaged.
 */
final class StoredKeyframe {
  private final KeyframeId id;
  private final Summary summary;
  private final PartCache parts;

  private StoredKeyframe(KeyframeId id, Summary summary, PartCache parts) {
    this.id = id;
    this.summary = summary;
    this.parts = parts;
  }

  /**
   * @throws UnusableKeyframeException if its summary is damaged
   */
  static StoredKeyframe of(Listed listed, PartCache parts) {
    var summary = Summary.open(listed.id(), listed.summary());
    if (summary.pageKeys().size() != listed.pages()) {
      throw new UnusableKeyframeException(listed.id(), "its summary tells of other pages");
    }
    return new StoredKeyframe(listed.id(), summary, parts);
  }

  KeyframeId id() {
    return id;
  }

  Summary summary() {
    return summary;
  }

  /** Whether it holds the whole state from its horizon on. */
  boolean isFull() {
    return id.horizonNanos() != Long.MIN_VALUE;
  }

  /** The last write of an entity by an instant. */
  Optional<EntityState> entity(EntityRef entity, long atNanos) {
    var pages = summary.pageKeys();
    if (summary.entityEntries() == 0) {
      return Optional.empty();
    }
    var wanted = EntryKey.entityAt(entity, atNanos);
    int page = summary.pageOf(wanted);
    var directory = parts.directory(id, page);
    if (directory.entities().mayHold(EntityFilter.hash(entity))) {
      var found = ceiling(page, directory, wanted);
      if (found != null && isOf(entity, found.key())) {
        return Optional.of(EntryValue.entity(found));
      }
    }
    // The filter does not know what the next page begins with.
    if (page + 1 < pages.size()
        && Arrays.compareUnsigned(pages.get(page + 1), wanted) >= 0
        && isOf(entity, pages.get(page + 1))) {
      return Optional.of(EntryValue.entity(parts.chunk(id, page + 1, 0, true).entry(0)));
    }
    return Optional.empty();
  }

  private @Nullable Entry ceiling(int page, Directory directory, byte[] wanted) {
    int number = directory.floor(wanted);
    var chunk = parts.chunk(id, page, number, true);
    int place = chunk.ceiling(wanted);
    if (place < chunk.size()) {
      return chunk.entry(place);
    }
    return number + 1 < directory.chunks().size()
        ? parts.chunk(id, page, number + 1, true).entry(0)
        : null;
  }

  private static boolean isOf(EntityRef entity, byte[] key) {
    return EntryKey.sectionOf(key) == EntryKey.ENTITIES && EntryKey.entity(key).equals(entity);
  }

  /**
   * Entries in order, read chunk by chunk.
   *
   * @param keep whether the chunks are worth caching
   */
  Iterator<Entry> entries(byte[] from, byte[] below, boolean keep) {
    return summary.pageKeys().isEmpty()
        ? Collections.emptyIterator()
        : new Entries(from, below, keep);
  }

  /** How many entities live at the instants that some keyframes of one mirror answer for. */
  static LivingCounts livingCounts(List<StoredKeyframe> keyframes) {
    return keyframes
        .getFirst()
        .parts
        .livingCounts(
            keyframes.stream().map(StoredKeyframe::id).toList(),
            () ->
                LivingCounts.of(
                    Merge.of(
                        keyframes.stream()
                            .filter(keyframe -> keyframe.summary.entityEntries() > 0)
                            .map(StoredKeyframe::writesOfEntities)
                            .toList())));
  }

  private Iterator<Entry> writesOfEntities() {
    return entries(EntryKey.section(EntryKey.ENTITIES), EntryKey.section(EntryKey.END), false);
  }

  /** All entries, for a merge. */
  Iterator<Entry> all() {
    return entries(EntryKey.section((byte) 0), EntryKey.section(EntryKey.END), false);
  }

  private final class Entries implements Iterator<Entry> {
    private final byte[] below;
    private final boolean keep;
    private int page;
    private Directory directory;
    private int number;
    private Chunk chunk;
    private int place;
    private @Nullable Entry next;

    Entries(byte[] from, byte[] below, boolean keep) {
      this.below = below;
      this.keep = keep;
      page = summary.pageOf(from);
      directory = parts.directory(id, page);
      number = directory.floor(from);
      chunk = parts.chunk(id, page, number, keep);
      place = chunk.ceiling(from);
      next = find();
    }

    private @Nullable Entry find() {
      while (place == chunk.size()) {
        byte[] first;
        if (number + 1 < directory.chunks().size()) {
          first = directory.chunks().get(number + 1).firstKey();
        } else if (page + 1 < summary.pageKeys().size()) {
          first = summary.pageKeys().get(page + 1);
        } else {
          return null;
        }
        if (Arrays.compareUnsigned(first, below) >= 0) {
          return null;
        }
        if (++number == directory.chunks().size()) {
          page++;
          number = 0;
          directory = parts.directory(id, page);
        }
        chunk = parts.chunk(id, page, number, keep);
        place = 0;
      }
      var entry = chunk.entry(place++);
      return Arrays.compareUnsigned(entry.key(), below) < 0 ? entry : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Entry next() {
      var found = next;
      if (found == null) {
        throw new NoSuchElementException();
      }
      next = find();
      return found;
    }
  }
}
