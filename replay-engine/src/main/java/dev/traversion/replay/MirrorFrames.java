package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.keyframe.SequenceRanges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The frames that the index lists for one mirror, by sequence number. Immutable.
 *
 * <p>Frames overlap in time, so no order of theirs answers "which of you may hold an instant". A
 * scan does, and it passes over whole blocks of {@link #BLOCK} neighbours by the span of the block:
 * neighbours were sealed one after the other, so that span is narrow.
 */
final class MirrorFrames {
  private static final int BLOCK = 128;

  /** What an entry weighs: itself, its address, its summary and the counts in that. */
  private static final int BYTES_PER_FRAME = 176;

  private record Block(long minOccurred, long maxOccurred, long events, int lullBytes) {}

  private final MirrorId mirror;

  /** Frames up to this number are left out, listed or not. */
  private final long after;

  private final FrameEntry[] entries;
  private final Block[] blocks;

  /** When the index was last asked for the missing numbers, by the caller's clock. */
  private final long holesCheckedNanos;

  private MirrorFrames(
      MirrorId mirror, long after, FrameEntry[] entries, Block[] blocks, long holesCheckedNanos) {
    this.mirror = mirror;
    this.after = after;
    this.entries = entries;
    this.blocks = blocks;
    this.holesCheckedNanos = holesCheckedNanos;
  }

  static MirrorFrames none(MirrorId mirror, long nowNanos) {
    return none(mirror, 0, nowNanos);
  }

  /** No frame yet of those above a number. */
  static MirrorFrames none(MirrorId mirror, long after, long nowNanos) {
    return new MirrorFrames(mirror, after, new FrameEntry[0], new Block[0], nowNanos);
  }

  /** The same without those up to a number. */
  MirrorFrames above(long sequenceNr) {
    return none(mirror, Math.max(after, sequenceNr), holesCheckedNanos).with(List.of(entries));
  }

  /** These and more rows, in any order; a row for a number already known replaces it. */
  MirrorFrames with(List<FrameEntry> rows) {
    var added = new TreeMap<Long, FrameEntry>();
    for (var row : rows) {
      if (row.address().sequenceNr() > after
          && !entry(row.address().sequenceNr()).equals(Optional.of(row))) {
        added.put(row.address().sequenceNr(), row);
      }
    }
    if (added.isEmpty()) {
      return this;
    }
    int unchanged = indexOfFirstAtOrAfter(added.firstKey());
    for (int i = unchanged; i < entries.length; i++) {
      added.putIfAbsent(entries[i].address().sequenceNr(), entries[i]);
    }
    var merged = Arrays.copyOf(entries, unchanged + added.size());
    int i = unchanged;
    for (var entry : added.values()) {
      merged[i++] = entry;
    }
    return new MirrorFrames(
        mirror, after, merged, blocks(merged, unchanged / BLOCK), holesCheckedNanos);
  }

  MirrorFrames withHolesChecked(long nowNanos) {
    return new MirrorFrames(mirror, after, entries, blocks, nowNanos);
  }

  MirrorId mirror() {
    return mirror;
  }

  boolean isEmpty() {
    return entries.length == 0;
  }

  int size() {
    return entries.length;
  }

  long holesCheckedNanos() {
    return holesCheckedNanos;
  }

  /** The number above which the frames are listed here. */
  long after() {
    return after;
  }

  /** The highest sequence number listed; {@link #after} when none is. */
  long highest() {
    return isEmpty() ? after : entries[entries.length - 1].address().sequenceNr();
  }

  long events() {
    return Arrays.stream(blocks).mapToLong(Block::events).sum();
  }

  /** The earliest {@code occurredAt}; {@link Long#MAX_VALUE} where there are no frames. */
  long minOccurredNanos() {
    return Arrays.stream(blocks).mapToLong(Block::minOccurred).min().orElse(Long.MAX_VALUE);
  }

  /** The latest {@code occurredAt}; {@link Long#MIN_VALUE} where there are no frames. */
  long maxOccurredNanos() {
    return Arrays.stream(blocks).mapToLong(Block::maxOccurred).max().orElse(Long.MIN_VALUE);
  }

  Optional<FrameEntry> entry(long sequenceNr) {
    int index = indexOfFirstAtOrAfter(sequenceNr);
    return index < entries.length && entries[index].address().sequenceNr() == sequenceNr
        ? Optional.of(entries[index])
        : Optional.empty();
  }

  /** The newest frames, at most so many, oldest first. */
  List<FrameEntry> newest(int count) {
    return List.of(entries).subList(Math.max(0, entries.length - count), entries.length);
  }

  /** The numbers below the highest that the index does not list. */
  SequenceRanges holes() {
    var holes = new SequenceRanges.Builder();
    long expected = after + 1;
    for (var entry : entries) {
      long sequenceNr = entry.address().sequenceNr();
      holes.add(expected, sequenceNr - 1);
      expected = sequenceNr + 1;
    }
    return holes.build();
  }

  boolean hasHoles() {
    return highest() - after != entries.length;
  }

  /** Frames in which something may have occurred in {@code from..to} (both inclusive). */
  List<FrameEntry> occurringIn(long fromNanos, long toNanos, Predicate<FrameEntry> wanted) {
    return scan(toNanos, fromNanos, Long.MAX_VALUE, SequenceRanges.none(), wanted);
  }

  /**
   * Frames above a number, or of some others, in which something may have occurred by an instant.
   */
  List<FrameEntry> beginningBy(
      long atNanos, long covered, SequenceRanges uncovered, Predicate<FrameEntry> wanted) {
    return scan(atNanos, Long.MAX_VALUE, covered, uncovered, wanted);
  }

  /**
   * Frames in which something may have occurred in {@code (after, at]}, and besides those in which
   * something may have occurred by then and that are above a number or among some others.
   */
  List<FrameEntry> addingTo(
      long afterNanos,
      long covered,
      SequenceRanges uncovered,
      long atNanos,
      Predicate<FrameEntry> wanted) {
    long from = afterNanos == Long.MAX_VALUE ? Long.MAX_VALUE : afterNanos + 1;
    return scan(atNanos, from, covered, uncovered, wanted);
  }

  /** Bytes held, roughly. */
  int weight() {
    long bytes = 256 + (long) entries.length * BYTES_PER_FRAME;
    for (var block : blocks) {
      bytes += block.lullBytes();
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }

  /** Entries that begin by {@code to} and that end at or after {@code from} or are not covered. */
  private List<FrameEntry> scan(
      long to, long from, long covered, SequenceRanges uncovered, Predicate<FrameEntry> wanted) {
    var found = new ArrayList<FrameEntry>();
    for (int block = 0; block < blocks.length; block++) {
      int end = Math.min(entries.length, (block + 1) * BLOCK);
      boolean allCovered =
          uncovered.isEmpty() && entries[end - 1].address().sequenceNr() <= covered;
      if (blocks[block].minOccurred > to || (allCovered && blocks[block].maxOccurred < from)) {
        continue;
      }
      for (int i = block * BLOCK; i < end; i++) {
        var entry = entries[i];
        var summary = entry.summary();
        long sequenceNr = entry.address().sequenceNr();
        if (summary.minOccurredNanos() <= to
            && (summary.mayOccurWithin(from, to)
                || sequenceNr > covered
                || uncovered.contains(sequenceNr))
            && wanted.test(entry)) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  private Block[] blocks(FrameEntry[] merged, int reusable) {
    var made = Arrays.copyOf(blocks, (merged.length + BLOCK - 1) / BLOCK);
    for (int block = Math.min(reusable, blocks.length); block < made.length; block++) {
      long min = Long.MAX_VALUE;
      long max = Long.MIN_VALUE;
      long events = 0;
      int lullBytes = 0;
      int end = Math.min(merged.length, (block + 1) * BLOCK);
      for (int i = block * BLOCK; i < end; i++) {
        var summary = merged[i].summary();
        min = Math.min(min, summary.minOccurredNanos());
        max = Math.max(max, summary.maxOccurredNanos());
        events += summary.total();
        lullBytes += summary.lulls().weight();
      }
      made[block] = new Block(min, max, events, lullBytes);
    }
    return made;
  }

  private int indexOfFirstAtOrAfter(long sequenceNr) {
    int low = 0;
    int high = entries.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries[middle].address().sequenceNr() < sequenceNr) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
