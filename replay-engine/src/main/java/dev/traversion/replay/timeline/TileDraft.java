package dev.traversion.replay.timeline;

import dev.traversion.journal.TileStore.StoredTile;
import dev.traversion.replay.timeline.Tile.Place;
import java.util.ArrayList;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A tile that frames are being added to, each at most once. Not thread-safe. */
final class TileDraft {
  /** Revisions that one sequence number leaves room for. */
  private static final long PER_NUMBER = 256;

  private final Place place;
  private final Coverage before;
  private final long revisionBefore;
  private final @Nullable Sum[] sums = new Sum[Level.TILE_BUCKETS];
  private final TreeSet<Long> added = new TreeSet<>();
  private final TreeSet<Long> unread = new TreeSet<>();

  /**
   * @param revisionBefore of the stored tile; 0 where there is none
   */
  TileDraft(Tile tile, long revisionBefore) {
    this.place = tile.place();
    this.before = tile.coverage();
    this.revisionBefore = revisionBefore;
    for (var cell : tile.cells()) {
      sum(cell.bucket()).add(cell);
    }
  }

  Place place() {
    return place;
  }

  /** Whether a frame is not counted yet. */
  boolean wants(long sequenceNr) {
    return !before.covers(sequenceNr) && !added.contains(sequenceNr);
  }

  /** Adds what a row of a frame, which this draft {@link #wants}, tells. */
  void add(FrameColumns rows, int row) {
    sum(place.level().bucketOf(rows.occurred()[row]))
        .add(rows.kinds()[row], rows.duration(row), rows.errors().get(row));
  }

  /** Remembers that all of a frame has been added. */
  void added(long sequenceNr) {
    added.add(sequenceNr);
  }

  /** Remembers that a frame could not be read, though others may have counted it. */
  void unread(long sequenceNr) {
    unread.add(sequenceNr);
  }

  boolean isChanged() {
    return !added.isEmpty();
  }

  /**
   * The tile to be stored.
   *
   * @param reached all that has been gone through, by this pass and those before
   */
  StoredTile finish(Coverage reached) {
    var coverage = before.then(reached);
    var without =
        LongStream.concat(coverage.missing(), unread.stream().mapToLong(Long::longValue))
            .filter(number -> !added.contains(number));
    var cells = new ArrayList<Cell>();
    for (int bucket = 0; bucket < sums.length; bucket++) {
      var sum = sums[bucket];
      if (sum != null) {
        cells.add(sum.toCell(bucket));
      }
    }
    var tile = new Tile(place, Coverage.of(coverage.upTo(), without), cells);
    return new StoredTile(
        place.level().ordinal(),
        place.index(),
        Math.max(revisionBefore + 1, coverage.upTo() * PER_NUMBER),
        TileCodec.encode(tile));
  }

  private Sum sum(int bucket) {
    var sum = sums[bucket];
    if (sum == null) {
      sum = new Sum();
      sums[bucket] = sum;
    }
    return sum;
  }
}
