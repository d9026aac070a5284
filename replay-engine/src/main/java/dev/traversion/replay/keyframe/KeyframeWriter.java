package dev.traversion.replay.keyframe;

import dev.traversion.journal.KeyframeStore;
import dev.traversion.journal.KeyframeStore.KeyframeId;
import dev.traversion.journal.KeyframeStore.Listed;
import dev.traversion.journal.filter.EntityFilter;
import dev.traversion.replay.pack.Packer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Writes one keyframe, entry by entry: what it keeps in memory is a page. */
final class KeyframeWriter {
  private final KeyframeStore store;
  private final KeyframeId keyframe;
  private final KeyframePolicy policy;

  private final List<Entry> chunk = new ArrayList<>();
  private int bytesInChunk;
  private final List<byte[]> chunks = new ArrayList<>();
  private final List<Directory.Place> places = new ArrayList<>();
  private long[] hashes = new long[256];
  private int hashCount;
  private byte[] lastKey = EntryKey.section((byte) 0);

  private final List<byte[]> pageKeys = new ArrayList<>();
  private long earliest = Long.MAX_VALUE;
  private long latestEnd = Long.MIN_VALUE;
  private int lengths;
  private long entityEntries;
  private long bytes;

  private KeyframeWriter(KeyframeStore store, KeyframeId keyframe, KeyframePolicy policy) {
    this.store = store;
    this.keyframe = keyframe;
    this.policy = policy;
  }

  /** What is said of a keyframe and does not follow from its entries. */
  record About(int tier, long windowNanos, long newestNanos, SequenceRanges uncovered) {}

  /**
   * Writes a keyframe.
   *
   * @param entries in order, no key twice
   */
  static Listed write(
      KeyframeStore store,
      KeyframeId keyframe,
      KeyframePolicy policy,
      About about,
      Iterator<Entry> entries) {
    store.begin(keyframe);
    var writer = new KeyframeWriter(store, keyframe, policy);
    while (entries.hasNext()) {
      writer.add(entries.next());
    }
    var listed = writer.finish(about);
    store.finish(listed);
    return listed;
  }

  private void add(Entry entry) {
    byte section = EntryKey.sectionOf(entry.key());
    // What is no entity is kept apart, so that it can be read without any of them.
    if (bytesInChunk >= policy.chunkBytes() || section != EntryKey.sectionOf(lastKey)) {
      endChunk();
    }
    chunk.add(entry);
    bytesInChunk += entry.bytes();
    bytes += entry.bytes();
    if (section == EntryKey.CALLS) {
      long start = EntryKey.startNanos(entry.key());
      long end = EntryKey.endNanos(entry.key());
      earliest = Math.min(earliest, start);
      latestEnd = Math.max(latestEnd, end);
      lengths |= 1 << LengthClass.of(start, end).ordinal();
    } else {
      earliest = Math.min(earliest, EntryKey.occurredAt(entry.key()));
    }
    if (section == EntryKey.ENTITIES) {
      entityEntries++;
      if (!EntryKey.sameThing(entry.key(), lastKey)) {
        hash(EntityFilter.hash(EntryKey.entity(entry.key())));
      }
    }
    lastKey = entry.key();
  }

  private void hash(long hash) {
    if (hashCount == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * hashCount);
    }
    hashes[hashCount++] = hash;
  }

  private void endChunk() {
    if (chunk.isEmpty()) {
      return;
    }
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (var entry : chunk) {
      if (EntryKey.sectionOf(entry.key()) != EntryKey.CALLS) {
        first = Math.min(first, EntryKey.occurredAt(entry.key()));
        last = Math.max(last, EntryKey.occurredAt(entry.key()));
      }
    }
    var content = new Packer();
    Chunk.write(content, chunk);
    chunks.add(SealedPart.seal(keyframe, pageKeys.size(), chunks.size(), content));
    places.add(new Directory.Place(chunk.getFirst().key(), first, last));
    boolean goesOn = EntryKey.sectionOf(chunk.getLast().key()) == EntryKey.ENTITIES;
    var lastEntry = chunk.getLast();
    chunk.clear();
    bytesInChunk = 0;
    if (chunks.size() == policy.chunksPerPage()) {
      endPage();
      if (goesOn) {
        // Its entity's writes may go on in the next page, whose filter must then know it too.
        hash(EntityFilter.hash(EntryKey.entity(lastEntry.key())));
      }
    }
  }

  private void endPage() {
    if (chunks.isEmpty()) {
      return;
    }
    var distinct = Arrays.stream(hashes, 0, hashCount).distinct().toArray();
    var directory = new Directory(List.copyOf(places), EntityFilter.of(distinct));
    var content = new Packer();
    directory.write(content);
    int page = pageKeys.size();
    store.writePage(
        keyframe,
        page,
        SealedPart.seal(keyframe, page, SealedPart.DIRECTORY, content),
        List.copyOf(chunks));
    pageKeys.add(places.getFirst().firstKey());
    chunks.clear();
    places.clear();
    hashCount = 0;
  }

  private Listed finish(About about) {
    endChunk();
    endPage();
    var summary =
        new Summary(
            about.tier,
            about.windowNanos,
            earliest,
            about.newestNanos,
            latestEnd,
            lengths,
            entityEntries,
            bytes,
            List.copyOf(pageKeys),
            about.uncovered);
    return new Listed(keyframe, pageKeys.size(), summary.seal(keyframe));
  }
}
