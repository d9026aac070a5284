package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.keyframe.SequenceRanges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
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

  private static final int BYTES = 256;

  private final MirrorId mirror;

  /** Frames up to this number are left out, listed or not. */
  private final long after;

  /** All but the last hold {@link #BLOCK} rows. */
  private final FrameBlock[] blocks;

  /** When the index was last asked for the missing numbers, by the caller's clock. */
  private final long holesCheckedNanos;

  private MirrorFrames(MirrorId mirror, long after, FrameBlock[] blocks, long holesCheckedNanos) {
    this.mirror = mirror;
    this.after = after;
    this.blocks = blocks;
    this.holesCheckedNanos = holesCheckedNanos;
  }

  static MirrorFrames none(MirrorId mirror, long nowNanos) {
    return none(mirror, 0, nowNanos);
  }

  /** No frame yet of those above a number. */
  static MirrorFrames none(MirrorId mirror, long after, long nowNanos) {
    return new MirrorFrames(mirror, after, new FrameBlock[0], nowNanos);
  }

  /** The same without those up to a number. */
  MirrorFrames above(long sequenceNr) {
    return none(mirror, Math.max(after, sequenceNr), holesCheckedNanos).with(newest(size()));
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
    int full = size() / BLOCK;
    int unchanged = Math.min(blockOf(added.firstKey()), full);
    for (int i = unchanged; i < blocks.length; i++) {
      for (int row = 0; row < blocks[i].size(); row++) {
        added.putIfAbsent(blocks[i].number(row), blocks[i].entry(mirror, row));
      }
    }
    var changed = List.copyOf(added.values());
    int more = (changed.size() + BLOCK - 1) / BLOCK;
    var merged = Arrays.copyOf(blocks, unchanged + more);
    for (int i = 0; i < more; i++) {
      merged[unchanged + i] =
          FrameBlock.of(changed.subList(i * BLOCK, Math.min(changed.size(), (i + 1) * BLOCK)));
    }
    return new MirrorFrames(mirror, after, merged, holesCheckedNanos);
  }

  MirrorFrames withHolesChecked(long nowNanos) {
    return new MirrorFrames(mirror, after, blocks, nowNanos);
  }

  MirrorId mirror() {
    return mirror;
  }

  boolean isEmpty() {
    return blocks.length == 0;
  }

  int size() {
    return isEmpty() ? 0 : (blocks.length - 1) * BLOCK + blocks[blocks.length - 1].size();
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
    return isEmpty() ? after : blocks[blocks.length - 1].lastNumber();
  }

  long events() {
    return Arrays.stream(blocks).mapToLong(FrameBlock::events).sum();
  }

  /** The earliest {@code occurredAt}; {@link Long#MAX_VALUE} where there are no frames. */
  long minOccurredNanos() {
    return Arrays.stream(blocks).mapToLong(FrameBlock::earliestNanos).min().orElse(Long.MAX_VALUE);
  }

  /** The latest {@code occurredAt}; {@link Long#MIN_VALUE} where there are no frames. */
  long maxOccurredNanos() {
    return Arrays.stream(blocks).mapToLong(FrameBlock::latestNanos).max().orElse(Long.MIN_VALUE);
  }

  Optional<FrameEntry> entry(long sequenceNr) {
    int number = blockOf(sequenceNr);
    if (number == blocks.length) {
      return Optional.empty();
    }
    var block = blocks[number];
    int row = block.rowAtOrAfter(sequenceNr);
    return row < block.size() && block.number(row) == sequenceNr
        ? Optional.of(block.entry(mirror, row))
        : Optional.empty();
  }

  /** The newest frames, at most so many, oldest first. */
  List<FrameEntry> newest(int count) {
    var newest = new ArrayList<FrameEntry>();
    int size = size();
    for (int i = Math.max(0, size - count); i < size; i++) {
      newest.add(blocks[i / BLOCK].entry(mirror, i % BLOCK));
    }
    return newest;
  }

  /** The numbers below the highest that the index does not list. */
  SequenceRanges holes() {
    var holes = new SequenceRanges.Builder();
    long expected = after + 1;
    for (var block : blocks) {
      for (int row = 0; row < block.size(); row++) {
        holes.add(expected, block.number(row) - 1);
        expected = block.number(row) + 1;
      }
    }
    return holes.build();
  }

  boolean hasHoles() {
    return highest() - after != size();
  }

  /** Frames in which something may have occurred in {@code from..to} (both inclusive). */
  List<FrameEntry> occurringIn(long fromNanos, long toNanos, Predicate<FrameEntry> wanted) {
    return scan(toNanos, fromNanos, Long.MAX_VALUE, SequenceRanges.none(), wanted);
  }

  /**
   * The same in order of number, without a look at more than the number and the times of those
   * whose numbers rule them out.
   */
  void occurringIn(
      long fromNanos, long toNanos, LongPredicate mayMatter, Consumer<FrameEntry> action) {
    scan(toNanos, fromNanos, Long.MAX_VALUE, SequenceRanges.none(), mayMatter, action);
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
    long bytes = BYTES;
    for (var block : blocks) {
      bytes += block.weight();
    }
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }

  private List<FrameEntry> scan(
      long to, long from, long covered, SequenceRanges uncovered, Predicate<FrameEntry> wanted) {
    var found = new ArrayList<FrameEntry>();
    scan(
        to,
        from,
        covered,
        uncovered,
        _ -> true,
        entry -> {
          if (wanted.test(entry)) {
            found.add(entry);
          }
        });
    return found;
  }

  /** Entries that begin by {@code to} and that end at or after {@code from} or are not covered. */
  private void scan(
      long to,
      long from,
      long covered,
      SequenceRanges uncovered,
      LongPredicate mayMatter,
      Consumer<FrameEntry> action) {
    for (var block : blocks) {
      boolean allCovered = uncovered.isEmpty() && block.lastNumber() <= covered;
      if (block.earliestNanos() > to || (allCovered && block.latestNanos() < from)) {
        continue;
      }
      for (int row = 0; row < block.size(); row++) {
        long sequenceNr = block.number(row);
        if (block.beginsBy(row, to)
            && (block.mayOccurWithin(row, from, to)
                || sequenceNr > covered
                || uncovered.contains(sequenceNr))
            && mayMatter.test(sequenceNr)) {
          action.accept(block.entry(mirror, row));
        }
      }
    }
  }

  /** The block that a number is in, or would be; {@code blocks.length} if it is above all. */
  private int blockOf(long sequenceNr) {
    int low = 0;
    int high = blocks.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (blocks[middle].lastNumber() < sequenceNr) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
