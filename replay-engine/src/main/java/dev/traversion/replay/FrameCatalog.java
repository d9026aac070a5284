package dev.traversion.replay;

import dev.traversion.journal.FrameEntry;
import dev.traversion.journal.FrameIndex;
import dev.traversion.journal.IndexMark;
import dev.traversion.model.mirror.MirrorId;
import dev.traversion.replay.keyframe.SequenceRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the index lists, brought up to date by reading only what is new: in memory are what blocks
 * of rows say together, and as many of the rows as there is room for.
 *
 * <p>The index rows of a mirror are written in order, but each write is on its own way to the
 * store, so the last few are read again. A row that was lost is repaired much later, below rows
 * that were read long ago: where numbers are missing, they are asked for again now and then.
 */
final class FrameCatalog {
  /** How many of the newest rows are read again, since rows may become visible out of order. */
  static final int OVERLAP = 32;

  private static final int PAGE = 2_000;

  /**
   * Holes asked for in one refresh, newest first: a journal with many is rare and is not hurried.
   */
  private static final int HOLES_AT_ONCE = 8;

  /** One part in so many of the room is for blocks, and one for those of tails. */
  private static final int BLOCKS_SHARE = 8;

  /** A tail is cut once this many of its frames are not asked for any more. */
  private static final int CUT_AT = 256;

  private final FrameIndex index;
  private final long holeRecheckNanos;
  private final LongSupplier nanoClock;
  private final BlockRows rows;
  private final MarkedReads<MirrorFrames> whole;

  /** Of mirrors of which only the newest frames were asked for. */
  private final MarkedReads<MirrorFrames> tails;

  FrameCatalog(FrameIndex index, ReplaySettings settings, LongSupplier nanoClock) {
    this.index = index;
    this.holeRecheckNanos = settings.holeRecheck().toNanos();
    this.nanoClock = nanoClock;
    long forBlocks = settings.catalogueBytes() / BLOCKS_SHARE;
    this.rows = new BlockRows(index, settings.catalogueBytes() - 2 * forBlocks);
    this.whole = reads(forBlocks, settings);
    this.tails = reads(forBlocks, settings);
  }

  private MarkedReads<MirrorFrames> reads(long bytes, ReplaySettings settings) {
    return MarkedReads.of(bytes, MirrorFrames::weight, settings.holeRecheck(), nanoClock);
  }

  /** The frames of a mirror, with every row that the index showed after this call began. */
  MirrorFrames refresh(MirrorId mirror) {
    return refresh(mirror, Optional.empty());
  }

  /**
   * The frames of a mirror, with every row that the index showed when it told its mark.
   *
   * @param mark as the mirror told it just now; while it stays the same, the index is not read
   */
  MirrorFrames refresh(MirrorId mirror, Optional<IndexMark> mark) {
    return refresh(whole, mirror, 0, mark);
  }

  /**
   * The frames of a mirror above a number, and perhaps some before it: what a reader needs who
   * knows the rest from keyframes.
   */
  MirrorFrames above(MirrorId mirror, long sequenceNr, Optional<IndexMark> mark) {
    return sequenceNr == 0 ? refresh(mirror, mark) : refresh(tails, mirror, sequenceNr, mark);
  }

  private MirrorFrames refresh(
      MarkedReads<MirrorFrames> reads, MirrorId mirror, long after, Optional<IndexMark> mark) {
    return reads.update(
        mirror,
        mark,
        known -> known.filter(frames -> frames.after() <= after),
        known -> {
          long now = nanoClock.getAsLong();
          var before = known.orElseGet(() -> MirrorFrames.none(mirror, rows, after, now));
          var frames = withMissing(withNew(before), now);
          return after - frames.after() > CUT_AT ? frames.above(after) : frames;
        });
  }

  private MirrorFrames withNew(MirrorFrames known) {
    long from = Math.max(known.after() + 1, known.highest() - OVERLAP + 1);
    var page = index.read(known.mirror(), from, PAGE);
    var frames = known.with(page);
    while (page.size() == PAGE) {
      page = index.read(known.mirror(), page.getLast().address().sequenceNr() + 1, PAGE);
      frames = frames.with(page);
    }
    return frames;
  }

  private MirrorFrames withMissing(MirrorFrames frames, long now) {
    if (!frames.hasHoles() || now - frames.holesCheckedNanos() < holeRecheckNanos) {
      return frames;
    }
    var holes = frames.holes().ranges();
    var repaired = new ArrayList<FrameEntry>();
    for (var hole : newest(holes)) {
      int limit = (int) Math.min(OVERLAP, hole.to() - hole.from() + 1);
      for (var row : index.read(frames.mirror(), hole.from(), limit)) {
        if (row.address().sequenceNr() <= hole.to()) {
          repaired.add(row);
        }
      }
    }
    return frames.with(repaired).withHolesChecked(now);
  }

  private static List<SequenceRanges.Range> newest(List<SequenceRanges.Range> holes) {
    return holes.subList(Math.max(0, holes.size() - HOLES_AT_ONCE), holes.size());
  }
}
