package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.keyframe.SequenceRanges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * The frames that the index lists for one mirror, by sequence number. Immutable. Held is only what
 * blocks of neighbours say together; rows are read when they are asked for and there was no room
 * for them. Methods that need rows throw {@link dev.traversion.journal.JournalUnavailableException}
 * when they cannot be read.
 *
 * <p>Frames overlap in time, so no order of theirs answers "which of you may hold an instant". A
 * scan does, and it passes over whole blocks by the span of the block: neighbours were sealed one
 * after the other, so that span is narrow.
 */
final class MirrorFrames {
  /** Rows of a block; fewer in the last one, and up to twice as many where rows were repaired. */
  private static final int BLOCK = 128;

  private static final int BYTES = 256;
  private static final int BYTES_PER_BLOCK = 96;

  /** Blocks whose rows are held at a time. */
  private static final int READ_TOGETHER = 16;

  private final MirrorId mirror;
  private final BlockRows rows;

  /** Frames up to this number are left out, listed or not. */
  private final long after;

  private final FrameBlock[] blocks;
  private final int size;

  /** When the index was last asked for the missing numbers, by the caller's clock. */
  private final long holesCheckedNanos;

  private MirrorFrames(
      MirrorId mirror, BlockRows rows, long after, FrameBlock[] blocks, long holesCheckedNanos) {
    this.mirror = mirror;
    this.rows = rows;
    this.after = after;
    this.blocks = blocks;
    this.size = Arrays.stream(blocks).mapToInt(FrameBlock::size).sum();
    this.holesCheckedNanos = holesCheckedNanos;
  }

  /** No frame yet of those above a number. */
  static MirrorFrames none(MirrorId mirror, BlockRows rows, long after, long nowNanos) {
    return new MirrorFrames(mirror, rows, after, new FrameBlock[0], nowNanos);
  }

  /** The same without those up to a number. */
  MirrorFrames above(long sequenceNr) {
    var left = new ArrayList<FrameBlock>();
    for (var block : blocks) {
      if (block.firstNumber() > sequenceNr) {
        left.add(block);
      } else if (block.lastNumber() > sequenceNr) {
        var entries = entries(block);
        entries.removeIf(entry -> entry.address().sequenceNr() <= sequenceNr);
        left.addAll(cut(entries, BLOCK));
      }
    }
    return new MirrorFrames(
        mirror,
        rows,
        Math.max(after, sequenceNr),
        left.toArray(FrameBlock[]::new),
        holesCheckedNanos);
  }

  /** These and more rows, in any order; a row for a number already known replaces it. */
  MirrorFrames with(List<FrameEntry> more) {
    var added = new TreeMap<Long, FrameEntry>();
    for (var row : more) {
      if (row.address().sequenceNr() > after && !isListed(row)) {
        added.put(row.address().sequenceNr(), row);
      }
    }
    if (added.isEmpty()) {
      return this;
    }
    var changed = new ArrayList<FrameBlock>();
    int unchanged = Math.min(blockOf(added.firstKey()), Math.max(0, blocks.length - 1));
    for (int i = unchanged; i < blocks.length; i++) {
      boolean isLast = i == blocks.length - 1;
      boolean isFull = blocks[i].size() >= BLOCK;
      var here = isLast && !isFull ? added : added.headMap(blocks[i].lastNumber(), true);
      if (here.isEmpty()) {
        changed.add(blocks[i]);
      } else {
        var merged = merged(blocks[i], here);
        changed.addAll(cut(merged, isLast ? BLOCK : 2 * BLOCK));
        here.clear();
      }
    }
    changed.addAll(cut(List.copyOf(added.values()), BLOCK));
    var all = Arrays.copyOf(blocks, unchanged + changed.size());
    for (int i = 0; i < changed.size(); i++) {
      all[unchanged + i] = changed.get(i);
    }
    return new MirrorFrames(mirror, rows, after, all, holesCheckedNanos);
  }

  /** Whether a row, as it is, is part of what its block says. */
  private boolean isListed(FrameEntry row) {
    int number = blockOf(row.address().sequenceNr());
    return number < blocks.length
        && blocks[number].speaksFor(row)
        && entry(row.address().sequenceNr()).equals(Optional.of(row));
  }

  private List<FrameEntry> merged(FrameBlock block, SortedMap<Long, FrameEntry> more) {
    var merged = new TreeMap<>(more);
    entries(block).forEach(entry -> merged.putIfAbsent(entry.address().sequenceNr(), entry));
    return List.copyOf(merged.values());
  }

  private List<FrameEntry> entries(FrameBlock block) {
    var ofBlock = rows.of(block);
    var entries = new ArrayList<FrameEntry>(ofBlock.size());
    for (int row = 0; row < ofBlock.size(); row++) {
      entries.add(ofBlock.entry(mirror, row));
    }
    return entries;
  }

  /** Blocks of so many rows at most; where there are more, of {@link #BLOCK}. */
  private List<FrameBlock> cut(List<FrameEntry> ascending, int most) {
    if (ascending.size() <= most) {
      return ascending.isEmpty() ? List.of() : List.of(rows.block(ascending));
    }
    var cut = new ArrayList<FrameBlock>();
    for (int from = 0; from < ascending.size(); from += BLOCK) {
      cut.add(rows.block(ascending.subList(from, Math.min(ascending.size(), from + BLOCK))));
    }
    return cut;
  }

  MirrorFrames withHolesChecked(long nowNanos) {
    return new MirrorFrames(mirror, rows, after, blocks, nowNanos);
  }

  MirrorId mirror() {
    return mirror;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
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
    return maxOccurredNanos(_ -> true);
  }

  /** The same of some blocks. */
  long maxOccurredNanos(Predicate<FrameBlock> wanted) {
    return Arrays.stream(blocks)
        .filter(wanted)
        .mapToLong(FrameBlock::latestNanos)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  Optional<FrameEntry> entry(long sequenceNr) {
    int number = blockOf(sequenceNr);
    if (number == blocks.length || !blocks[number].lists(sequenceNr)) {
      return Optional.empty();
    }
    var ofBlock = rows.of(blocks[number]);
    int row = ofBlock.rowAtOrAfter(sequenceNr);
    return row < ofBlock.size() && ofBlock.number(row) == sequenceNr
        ? Optional.of(ofBlock.entry(mirror, row))
        : Optional.empty();
  }

  /** Whether a number is listed; reads no row. */
  boolean lists(long sequenceNr) {
    int number = blockOf(sequenceNr);
    return number < blocks.length && blocks[number].lists(sequenceNr);
  }

  /** The newest frames, at most so many, oldest first. */
  List<FrameEntry> newest(int count) {
    int first = blocks.length;
    for (int found = 0; first > 0 && found < count; found += blocks[first].size()) {
      first--;
    }
    var newest = new ArrayList<FrameEntry>();
    for (int i = first; i < blocks.length; i++) {
      newest.addAll(entries(blocks[i]));
    }
    return newest.subList(Math.max(0, newest.size() - count), newest.size());
  }

  /** The numbers below the highest that the index does not list. */
  SequenceRanges holes() {
    var holes = new SequenceRanges.Builder();
    long expected = after + 1;
    for (var block : blocks) {
      holes.add(expected, block.firstNumber() - 1);
      block.missing().ranges().forEach(range -> holes.add(range.from(), range.to()));
      expected = block.lastNumber() + 1;
    }
    return holes.build();
  }

  boolean hasHoles() {
    return highest() - after != size;
  }

  /** Frames in which something may have occurred in {@code from..to} (both inclusive). */
  List<FrameEntry> occurringIn(long fromNanos, long toNanos, Predicate<FrameEntry> wanted) {
    return occurringIn(fromNanos, toNanos, _ -> true, wanted);
  }

  /** The same; blocks are passed over in which nothing can matter. */
  List<FrameEntry> occurringIn(
      long fromNanos, long toNanos, Predicate<FrameBlock> mayMatter, Predicate<FrameEntry> wanted) {
    return list(Reach.within(fromNanos, toNanos), mayMatter, wanted);
  }

  /**
   * The same in order of number, without a look at more than the number and the times of those
   * whose numbers rule them out.
   */
  void eachOccurringIn(
      long fromNanos, long toNanos, LongPredicate mayMatter, Consumer<FrameEntry> action) {
    scan(Reach.within(fromNanos, toNanos), _ -> true, mayMatter, action);
  }

  /**
   * Frames above a number, or of some others, in which something may have occurred by an instant.
   */
  List<FrameEntry> beginningBy(
      long atNanos, long covered, SequenceRanges uncovered, Predicate<FrameEntry> wanted) {
    return list(new Reach(Long.MAX_VALUE, atNanos, covered, uncovered), _ -> true, wanted);
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
    return list(new Reach(from, atNanos, covered, uncovered), _ -> true, wanted);
  }

  /** Bytes held, roughly, without rows. */
  int weight() {
    return (int) Math.min(Integer.MAX_VALUE, BYTES + (long) BYTES_PER_BLOCK * blocks.length);
  }

  /**
   * Which frames a scan is for: those that begin by {@code to} and that end at or after {@code
   * from} or are not covered.
   */
  private record Reach(long from, long to, long covered, SequenceRanges uncovered) {
    static Reach within(long from, long to) {
      return new Reach(from, to, Long.MAX_VALUE, SequenceRanges.none());
    }

    boolean mayInclude(FrameBlock block) {
      boolean allCovered = uncovered.isEmpty() && block.lastNumber() <= covered;
      return block.earliestNanos() <= to && !(allCovered && block.latestNanos() < from);
    }

    boolean includes(FrameRows rows, int row) {
      return rows.beginsBy(row, to)
          && (rows.mayOccurWithin(row, from, to)
              || rows.number(row) > covered
              || uncovered.contains(rows.number(row)));
    }
  }

  private List<FrameEntry> list(
      Reach reach, Predicate<FrameBlock> mayMatter, Predicate<FrameEntry> wanted) {
    var found = new ArrayList<FrameEntry>();
    scan(
        reach,
        mayMatter,
        _ -> true,
        entry -> {
          if (wanted.test(entry)) {
            found.add(entry);
          }
        });
    return found;
  }

  private void scan(
      Reach reach,
      Predicate<FrameBlock> blockMayMatter,
      LongPredicate numberMayMatter,
      Consumer<FrameEntry> action) {
    var scanned =
        Arrays.stream(blocks)
            .filter(reach::mayInclude)
            .filter(blockMayMatter)
            .filter(block -> anyNumber(block, numberMayMatter))
            .toList();
    for (int from = 0; from < scanned.size(); from += READ_TOGETHER) {
      int to = Math.min(scanned.size(), from + READ_TOGETHER);
      for (var ofBlock : rows.of(scanned.subList(from, to))) {
        for (int row = 0; row < ofBlock.size(); row++) {
          if (reach.includes(ofBlock, row) && numberMayMatter.test(ofBlock.number(row))) {
            action.accept(ofBlock.entry(mirror, row));
          }
        }
      }
    }
  }

  private static boolean anyNumber(FrameBlock block, LongPredicate mayMatter) {
    for (long number = block.firstNumber(); number <= block.lastNumber(); number++) {
      if (mayMatter.test(number)) {
        return true;
      }
    }
    return false;
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
